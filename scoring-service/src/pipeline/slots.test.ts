import { expect, test } from 'vitest';
import { signalId } from '../signals/signal-id.ts';
import { SlotMap, spell } from './slots.ts';

function cartAndPay(): SlotMap {
  const map = new SlotMap('logs', 'log');
  for (const service of ['cart', 'pay']) map.see(map.add(spell({ service })), 60);
  return map;
}

test('each signal has a slot, an id and its labels', () => {
  const map = cartAndPay();
  expect([map.used, map.size]).toEqual([2, 2]);
  expect(map.find(spell({ service: 'pay' }))).toBe(1);
  expect(map.labels(1)).toEqual({ service: 'pay' });
  expect(map.id(1)).toBe(signalId('logs', 'log', { service: 'pay' }));
  expect(map.find(spell({ service: 'none' }))).toBeUndefined();
});

test('a freed slot is given to the next new signal, which has seen nothing', () => {
  const map = cartAndPay();
  map.remove(0);
  expect([map.used, map.size, map.isUsed(0)]).toEqual([1, 2, false]);
  expect(map.add(spell({ service: 'ship' }))).toBe(0);
  expect(map.lastSeen(0)).toBe(-Infinity);
  expect(map.add(spell({ service: 'mail' }))).toBe(2);
});

test('a restored map gives out the same slots', () => {
  const map = new SlotMap('logs', 'log');
  for (const service of ['a', 'b', 'c', 'd']) map.see(map.add(spell({ service })), 60);
  map.remove(2);
  map.remove(0);
  const { entries, free, size } = map.entries();
  const again = SlotMap.restore('logs', 'log', { entries: [...entries], free, size });
  const next = (m: SlotMap) => ['x', 'y', 'z'].map((service) => m.add(spell({ service })));
  expect(next(again)).toEqual(next(map));
  expect(again.lastSeen(1)).toBe(60);
});

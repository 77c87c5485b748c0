import type { MessageLevel } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { TemplatePlaces } from './template-places.ts';

const DAY_MS = 86_400_000;
const counts = (...given: [string, number, MessageLevel?][]) =>
  given.map(([templateId, count, level = 'info']) => ({ templateId, count, level }));

test('the first ones get the places; others wait until they come twice as much', () => {
  const places = new TemplatePlaces(2);
  expect(places.count('cart', 0, counts(['a', 10], ['b', 5], ['c', 4]))).toEqual([]);
  expect(['a', 'b', 'c'].map((id) => places.isNamed('cart', id))).toEqual([true, true, false]);
  expect(places.count('cart', 1, counts(['c', 6]))).toEqual([]);
  expect(places.count('cart', 2, counts(['c', 1]))).toEqual(['b']);
  expect(['a', 'b', 'c'].map((id) => places.isNamed('cart', id))).toEqual([true, false, true]);
  expect(places.isNamed('other', 'a')).toBe(false);
});

test('an error is worth many ordinary lines', () => {
  const places = new TemplatePlaces(1);
  places.count('cart', 0, counts(['a', 5]));
  expect(places.count('cart', 1, counts(['e', 1, 'error']))).toEqual(['a']);
});

test('what is old is worth half each day', () => {
  const places = new TemplatePlaces(1);
  places.count('cart', 0, counts(['a', 100]));
  expect(places.count('cart', 0, counts(['b', 60]))).toEqual([]);
  expect(places.count('cart', 3 * DAY_MS, counts(['b', 20]))).toEqual(['a']);
});

test('a flood of candidates is forgotten but for a few', () => {
  const places = new TemplatePlaces(3);
  for (let n = 0; n < 1000; n++) places.count('cart', n, counts([`t${n}`, 1]));
  expect(places.save().services[0][1].length).toBeLessThanOrEqual(9);
  expect(places.isNamed('cart', 't0')).toBe(true);
});

test('those that are no longer known give their places up', () => {
  const places = new TemplatePlaces(1);
  places.count('cart', 0, counts(['a', 1], ['b', 1]));
  expect(places.drop((_, id) => id !== 'a')).toEqual([['cart', 'a']]);
  places.count('cart', 1, counts(['b', 1]));
  expect(places.isNamed('cart', 'b')).toBe(true);
});

test('saved and restored it goes on the same', () => {
  const places = new TemplatePlaces(2);
  places.count('cart', 5 * DAY_MS, counts(['a', 10], ['b', 5], ['c', 4]));
  const restored = new TemplatePlaces(2, JSON.parse(JSON.stringify(places.save())));
  for (const one of [places, restored]) one.count('cart', 6 * DAY_MS, counts(['c', 8]));
  expect(restored.save()).toEqual(places.save());
});

import { Detector } from '@lapwing/contract';
import { createScores } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { newState } from './detector-state.ts';
import { fingerprint } from './engine-settings.ts';
import { Entities } from './entities.ts';
import { spell } from './slots.ts';

const MINUTE = 60_000;
const detector = (entity?: string) =>
  Detector.parse({
    ...{ id: 'hosts', name: 'Hosts', source: 'ingest', kind: 'metric', query: { type: 'ingest' } },
    ...(entity === undefined ? {} : { entity }),
  });

/** Two signals that move together for days, and then apart by no more than each moves every minute. */
function surpriseOfParting(entity?: string): number {
  const state = newState(detector(entity), 0, 0);
  const entities = entity === undefined ? undefined : new Entities(entity, state);
  for (const metric of ['cpu', 'load', 'threads']) {
    const slot = state.slots.add(spell({ host: 'h1', metric }));
    state.bank.addSlots(1);
    entities?.join(slot);
  }
  const slots = Uint32Array.from([0, 1, 2]);
  const scores = createScores(3);
  let random = 7;
  const next = (): number => (random = (random * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5;
  const hear = (minute: number, parts: number): void => {
    const common = 20 * next();
    const values = [0, 1, 2].map((i) => 100 + (i === 0 ? parts : 1) * common + next());
    state.bank.step(minute * MINUTE, slots, Float64Array.from(values), scores);
  };
  for (let minute = 1; minute <= 4_000; minute++) hear(minute, 1);
  for (let minute = 4_001; minute <= 4_010; minute++) hear(minute, -1);
  return Math.max(...scores.surprise);
}

test('signals of one entity are judged together: what is odd only beside the others is seen', () => {
  expect(surpriseOfParting('host')).toBeGreaterThan(surpriseOfParting() + 0.2);
});

test('the label is part of what a state hangs on', () => {
  expect(fingerprint(detector('host'))).not.toBe(fingerprint(detector()));
  expect(fingerprint(detector('host'))).not.toBe(fingerprint(detector('service')));
});

test('a signal without the label stays by itself', () => {
  const state = newState(detector('host'), 0, 0);
  state.slots.add(spell({ service: 'cart' }));
  state.bank.addSlots(1);
  expect(() => new Entities('host', state).join(0)).not.toThrow();
});

import type { IncidentPart } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { stretchesOf } from './episodes-of.ts';

const MINUTE = 60_000;
const part = (entity: string, start: number, end: number): IncidentPart => ({
  ...{ id: `${entity}@${start}`, entity, start: start * MINUTE, end: end * MINUTE },
  ...{ score: 60, intervalMs: MINUTE, anomalies: [`${entity}@${start}`] },
});

test('what begins again after five quiet minutes is another episode, what begins sooner goes on', () => {
  const parts = [
    part('basic', 3, 6),
    part('travel', 5, 7),
    part('basic', 12, 14),
    part('travel', 18, Infinity),
  ];
  expect(
    stretchesOf(parts).map(({ start, end, parts: of }) => [start / MINUTE, end / MINUTE, of.length]),
  ).toEqual([
    [3, 7, 2],
    [12, Infinity, 2],
  ]);
  expect(stretchesOf([])).toEqual([]);
});

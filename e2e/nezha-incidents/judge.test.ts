import type { IncidentDocument } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { judgeIncidents } from './judge.ts';

const MINUTE = 60_000;
const fault = { at: Date.UTC(2023, 0, 29, 9), service: 'cart', type: 'return' };
const incident = (minute: number, suspects: string[]): IncidentDocument =>
  ({
    start: new Date(fault.at + minute * MINUTE).toISOString(),
    suspects,
    anomaly_ids: [],
    title: '',
  }) as unknown as IncidentDocument;

test('a fault is found at the best place that an incident of its minutes gives its service', () => {
  const { verdicts, elsewhere } = judgeIncidents(
    [fault],
    [
      incident(1, ['web', 'cart']),
      incident(2, ['cart']),
      incident(-3, ['cart']),
      incident(8, ['cart']),
      incident(60, []),
    ],
    new Map(),
  );
  expect(verdicts[0]).toMatchObject({ rank: 1, began: 2 });
  expect(elsewhere.map(({ start }) => (Date.parse(start) - fault.at) / MINUTE)).toEqual([-3, 60]);
});

test('an incident that does not name the service finds nothing', () => {
  const { verdicts } = judgeIncidents([fault], [incident(1, ['web'])], new Map());
  expect(verdicts[0]).toMatchObject({ rank: undefined, began: 1 });
});

test('an incident goes on with another anomaly', () => {
  const before = { ...incident(-20, ['cart']), anomaly_ids: ['a'] };
  const time = (minute: number): string => new Date(fault.at + minute * MINUTE).toISOString();
  const times = (start: number, end: number) => new Map([['a', { start: time(start), end: time(end) }]]);
  expect(judgeIncidents([fault], [before], times(1, 3)).verdicts[0]).toMatchObject({ rank: 1, began: 1 });
  expect(judgeIncidents([fault], [before], times(-10, 3)).verdicts[0]).toMatchObject({
    ...{ rank: undefined, ongoing: 1, began: 0 },
  });
  expect(judgeIncidents([fault], [before], times(-10, -1)).verdicts[0].ongoing).toBeUndefined();
  expect(judgeIncidents([fault], [before], new Map()).verdicts[0]).toMatchObject({
    rank: undefined,
    began: 0,
  });
});

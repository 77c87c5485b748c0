import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { signalOnsets } from './onsets.ts';
import { incidentDetail } from './testing.ts';

test('signals in order of onset, with how long after the first', () => {
  const rows = signalOnsets(incidentDetail());
  expect(rows.map(({ signalId, entity, lagSeconds, end }) => [signalId, entity, lagSeconds, end])).toEqual([
    ['l1', 'ledger', 0, Date.parse('2026-01-01T10:05:00.000Z')],
    ['w1', 'web', 120, null],
  ]);
});

test('a signal with two anomalies begins with the first and speaks by the worst', () => {
  const mild = anomaly({
    id: 'm',
    severity: 'LOW',
    score: 31,
    reason: 'mild',
    start: '2026-01-01T09:00:00.000Z',
  });
  const [row, ...others] = signalOnsets({
    parts: [],
    members: [mild, anomaly({ reason: 'worst', end: null })],
  });
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    severity: 'HIGH',
    reason: 'worst',
    end: null,
    entity: undefined,
    lagSeconds: 0,
  });
  expect(row?.start).toBe(Date.parse('2026-01-01T09:00:00.000Z'));
});

test('no members, no rows', () => {
  expect(signalOnsets({ parts: [], members: [] })).toEqual([]);
});

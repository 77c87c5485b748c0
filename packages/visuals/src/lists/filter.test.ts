import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { anomalyRow } from './anomaly-row.ts';
import { NO_FILTER, filterRows } from './filter.ts';

const rows = [
  anomalyRow(anomaly({ id: 'errors' })),
  anomalyRow(
    anomaly({
      id: 'latency',
      severity: 'LOW',
      labels: { service: 'cart', metric: 'latency' },
      reason: 'slow',
    }),
  ),
];
const ids = (filter: Partial<typeof NO_FILTER>): string[] =>
  filterRows(rows, { ...NO_FILTER, ...filter }).map((row) => row.id);

test('no filter keeps all', () => {
  expect(ids({})).toEqual(['errors', 'latency']);
});
test('severities', () => {
  expect(ids({ severities: ['LOW', 'MEDIUM'] })).toEqual(['latency']);
});
test('every word must stand somewhere, in any case', () => {
  expect(ids({ text: 'CART slow' })).toEqual(['latency']);
  expect(ids({ text: 'cart errors' })).toEqual([]);
  expect(ids({ text: '  ' })).toEqual(['errors', 'latency']);
});

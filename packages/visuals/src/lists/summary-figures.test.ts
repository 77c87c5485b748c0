import type { MetricsSummary } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { anomalyRow } from './anomaly-row.ts';
import { summaryFigures } from './summary-figures.ts';

const none = { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
const summary: MetricsSummary = {
  ...{ signals: 1_203, detectors: 4, readings_24h: 1_730_000, anomalies_open: none, anomalies_24h: none },
  ...{ last_reading_at: '2026-01-01T10:00:00.000Z', sources: [] },
};

test('severities worst first, and what is watched', () => {
  const rows = [anomalyRow(anomaly()), anomalyRow(anomaly({ severity: 'LOW' }))];
  const now = Date.parse('2026-01-01T10:00:20.000Z');
  expect(summaryFigures(summary, rows, now)).toEqual({
    severities: [
      { severity: 'CRITICAL', count: 0 },
      { severity: 'HIGH', count: 1 },
      { severity: 'MEDIUM', count: 0 },
      { severity: 'LOW', count: 1 },
    ],
    watched: [
      { label: 'Signals watched', value: '1,203' },
      { label: 'Readings in 24 h', value: '1.73M' },
      { label: 'Newest reading', value: '20 s ago' },
    ],
  });
});

test('no reading yet', () => {
  expect(summaryFigures({ ...summary, last_reading_at: null }, [], 0).watched.at(-1)?.value).toBe('none yet');
});

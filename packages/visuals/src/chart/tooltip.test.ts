import { expect, test } from 'vitest';
import { regionsOfAnomalies } from './regions.ts';
import { spokenTooltip, tooltipText } from './tooltip.ts';
import { anomaly } from '../testing.ts';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T09:00:00.000Z');
const columns = {
  time: [start, start + hour, start + 1.5 * hour],
  value: [3, 48, null],
  expected: [3, 3.25, 3],
  lower: [0, 0, null],
  upper: [9, 9, null],
  score: [1, 62, 0],
};
const span = { from: start, to: start + 4 * hour };
const regions = regionsOfAnomalies([anomaly()], span, 'LOW');

test('an anomalous row says why', () => {
  expect(tooltipText(columns, regions, 1)).toEqual({
    severity: 'HIGH',
    headline: 'High anomaly, 1 h',
    reason: 'errors of checkout are 48, expected 3',
    rows: [
      { label: 'Value', value: '48' },
      { label: 'Expected', value: '3.25' },
      { label: 'Expected range', value: '0 to 9' },
      { label: 'Score', value: '62' },
    ],
  });
});

test('read out, it is one sentence', () => {
  expect(spokenTooltip(tooltipText(columns, regions, 1), '10:00')).toBe(
    '10:00: High anomaly, 1 h. errors of checkout are 48, expected 3. Value 48, Expected 3.25, Expected range 0 to 9, Score 62.',
  );
  expect(spokenTooltip(tooltipText({ time: [0], value: [3] }, [], 0), '09:00')).toBe('09:00: Value 3.');
});

test('an anomaly that goes on says so', () => {
  const open = regionsOfAnomalies([anomaly({ end: null })], span, 'LOW');
  expect(tooltipText(columns, open, 1).headline).toBe('High anomaly, 3 h so far');
});

test('an ordinary row has no headline', () => {
  expect(tooltipText(columns, regions, 0)).toMatchObject({ severity: undefined, headline: '', reason: '' });
});

test('a missing reading inside an anomaly still says why', () => {
  const text = tooltipText(columns, regions, 2);
  expect(text.reason).toBe('errors of checkout are 48, expected 3');
  expect(text.rows[0]).toEqual({ label: 'Value', value: '–' });
});

test('without scores and bounds the rows are the value alone; the unit is the caller’s', () => {
  const text = tooltipText({ time: [start], value: [0.5] }, [], 0, (value) => `${value ?? '?'} ms`);
  expect(text.rows).toEqual([{ label: 'Value', value: '0.5 ms' }]);
});

test('a high score without a region still has its severity', () => {
  expect(tooltipText(columns, [], 1)).toMatchObject({
    severity: 'HIGH',
    headline: 'High anomaly',
    reason: '',
  });
});

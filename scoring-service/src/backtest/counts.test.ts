import { severityOf, type Anomaly } from '@lapwing/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertsOf, aWeek, daysOf, thresholdsOf, weeksOf, worstOf } from './counts.ts';

const DAY = 86_400_000;
const found = (score: number, start = 0, id = `${score}`): Anomaly => ({
  ...{ id, signal_id: 's', detector_id: 'd', source: 'x', kind: 'metric', labels: {}, end: null },
  ...{
    start: new Date(start).toISOString(),
    peak: new Date(start).toISOString(),
    p_value: 10 ** (-score / 10),
  },
  ...{ severity: severityOf(score) ?? 'LOW', score, actual: 1, expected: 0, lower: 0, upper: 0 },
  ...{
    feature: 'level',
    model: 'statistical',
    reason: '',
    alert: score >= 50 ? 'raised' : 'withheld',
    alert_reason: '',
    trace: [],
  },
});

test('thresholds: how many reach each whole score, from where anomalies open up to the highest', () => {
  const rows = thresholdsOf([found(40), found(40.9), found(55), found(100)], 'MEDIUM', 2);
  expect(rows).toHaveLength(61);
  expect(rows[0]).toEqual({ score: 40, anomalies: 4, a_week: 2 });
  expect(rows[1]).toEqual({ score: 41, anomalies: 2, a_week: 1 });
  expect(rows.at(-1)).toEqual({ score: 100, anomalies: 1, a_week: 0.5 });
  expect(thresholdsOf([], 'CRITICAL', 1).every(({ anomalies }) => anomalies === 0)).toBe(true);
});

test('each threshold counts what a filter would', () => {
  const scores = fc.array(fc.double({ min: 30, max: 100, noNaN: true }), { maxLength: 50 });
  fc.assert(
    fc.property(scores, (all) => {
      for (const { score, anomalies } of thresholdsOf(
        all.map((one) => found(one)),
        'LOW',
        1,
      )) {
        expect(anomalies).toBe(all.filter((one) => one >= score).length);
      }
    }),
  );
});

test('one that opened below `open_at`, since it was an alert, counts at the first', () => {
  expect(thresholdsOf([found(25)], 'MEDIUM', 1)[0]).toMatchObject({ score: 40, anomalies: 1 });
});

test('by day, by alert, by week', () => {
  const all = [found(60, 0), found(35, DAY - 1), found(75, DAY)];
  expect(daysOf(all)).toEqual([
    { day: '1970-01-01', counts: { LOW: 1, MEDIUM: 0, HIGH: 1, CRITICAL: 0 } },
    { day: '1970-01-02', counts: { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 1 } },
  ]);
  expect(alertsOf(all)).toHaveLength(2);
  expect(weeksOf(0, 3.5 * DAY)).toBe(0.5);
  expect(aWeek(1, 3)).toBe(0.33);
});

test('the worst are kept, in order of time', () => {
  const all = [found(60, 3), found(90, 1), found(40, 2)];
  expect(worstOf(all, 2).map(({ score }) => score)).toEqual([90, 60]);
  expect(worstOf(all, 9).map(({ score }) => score)).toEqual([90, 40, 60]);
});

import { BacktestResult, Detector } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { backtestView } from './backtest-view.ts';

const ID = '00000000000000a1';
const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 0, 1);

function result(change: Partial<BacktestResult> = {}): BacktestResult {
  const signal = {
    ...{ id: ID, source: 'shop', kind: 'metric', labels: { service: 'checkout', metric: 'errors' } },
    ...{ detector_id: 'errors', interval_seconds: 60, first_seen: null, last_seen: null, last_value: 1 },
    ...{ last_score: 1, open_anomaly_id: null, open_severity: null },
  } as const;
  const query = { type: 'ingest' };
  return BacktestResult.parse({
    detector: Detector.parse({ id: 'errors', name: 'Errors', source: 'ingest', kind: 'metric', query }),
    learned_from: new Date(FROM - 24 * HOUR).toISOString(),
    from: new Date(FROM).toISOString(),
    until: new Date(FROM + 24 * HOUR).toISOString(),
    weeks: 1 / 7,
    readings: 1440,
    alerts: { total: 1, a_week: 7 },
    budgets: [
      { false_alerts_a_week: 0.25, own: false, alerts: 0, groups: 0, groups_a_week: 0 },
      { false_alerts_a_week: 1, own: true, alerts: 1, groups: 1, groups_a_week: 7 },
      { false_alerts_a_week: 25, own: false, alerts: 3, groups: 2, groups_a_week: 14 },
    ],
    thresholds: [{ score: 40, anomalies: 2, a_week: 14 }],
    days: [],
    anomalies: [
      anomaly({ id: 'mild', severity: 'LOW', score: 31, alert: 'withheld' }),
      anomaly({ id: 'bad', start: '2026-01-01T20:00:00.000Z', end: null, alert: 'raised' }),
    ],
    anomalies_total: 5,
    signals: [{ signal, readings: 1440, anomalies: 2, highest_score: 62, charted: true }],
    charts: [
      {
        ...{ signal, step_seconds: 60, time: [FROM], value: [1], value_min: [1], value_max: [1] },
        ...{ expected: [1], lower: [0], upper: [2], score: [3] },
      },
    ],
    warnings: [],
    seconds: { whole: 1, scoring: 1 },
    ...change,
  });
}

test('charts with their regions, anomalies worst first, what was left out', () => {
  const view = backtestView(result());
  expect(view.headline).toBe('Errors: 1 alert in 1 day, 7 a week');
  expect(view.charts).toHaveLength(1);
  expect(view.charts[0]).toMatchObject({ signalId: ID, title: 'checkout · errors' });
  // One that is open at the end goes on to the end of the stretch.
  expect(view.charts[0].regions.map(({ anomalyId, to }) => [anomalyId, to])).toEqual([
    ['mild', Date.UTC(2026, 0, 1, 11)],
    ['bad', FROM + 24 * HOUR],
  ]);
  expect(view.anomalies.map(({ id, raised }) => [id, raised])).toEqual([
    ['bad', true],
    ['mild', false],
  ]);
  expect(view.leftOut).toBe(3);
  expect(backtestView(result(), 'HIGH').charts[0].regions).toHaveLength(1);
});

test('the stops of the slider speak of months, weeks and days', () => {
  expect(backtestView(result()).budgets).toMatchObject([
    { budget: 0.25, own: false, label: '1 false alert in four weeks' },
    {
      budget: 1,
      own: true,
      text: '1 false alert a week: 1 alert, told in 1 message: at that rate 7 messages a week',
    },
    { budget: 25, own: false, label: '3.6 false alerts a day', alerts: 3, alertsAWeek: 14 },
  ]);
});

test('nothing found', () => {
  const nothing = { anomalies: [], anomalies_total: 0, charts: [], signals: [], budgets: [] };
  const view = backtestView(result({ ...nothing, alerts: { total: 0, a_week: 0 } }));
  expect(view).toMatchObject({ charts: [], anomalies: [], budgets: [], leftOut: 0 });
});

import { Gauge, type Registry } from 'prom-client';
import type { ScoreStore } from '../stores/score-store.ts';

/** More open alerts at once than a person reads; the newest are told. */
const MOST_ALERTS = 1_000;

const labelNames = ['signal', 'detector', 'service', 'metric'] as const;

/** What each open alert is about, so that a rule's text can say what was read and what was expected. */
export function registerOpenAlertMetrics(registry: Registry, scores: ScoreStore): void {
  // Registered behind the score, which fills them when it is read.
  const actual = new Gauge({
    name: 'lapwing_alert_actual',
    help: 'Reading at the peak of an open anomaly that somebody is told of.',
    labelNames,
    registers: [],
  });
  const expected = new Gauge({
    name: 'lapwing_alert_expected',
    help: 'What was expected at the peak of an open anomaly that somebody is told of.',
    labelNames,
    registers: [],
  });
  new Gauge({
    name: 'lapwing_alert_score',
    help: 'Highest score, in decibans, of an open anomaly that somebody is told of. The newest thousand alone.',
    labelNames,
    registers: [registry],
    collect() {
      for (const gauge of [this, actual, expected]) gauge.reset();
      const { items } = scores.anomalies({ open: true, alert: 'raised' }, { limit: MOST_ALERTS });
      for (const { signal_id: signal, detector_id: detector, labels, ...anomaly } of items) {
        const { service = '', metric = '' } = labels;
        const series = { signal, detector, service, metric };
        this.set(series, anomaly.score);
        actual.set(series, anomaly.actual);
        expected.set(series, anomaly.expected);
      }
    },
  });
  for (const gauge of [actual, expected]) registry.registerMetric(gauge);
}

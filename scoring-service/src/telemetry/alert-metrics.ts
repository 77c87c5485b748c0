import { Severity, type Alerting, type Detector } from '@lapwing/contract';
import { Gauge, type Registry } from 'prom-client';
import type { AdminStore } from '../stores/admin-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';

/** What somebody is told of, what was left out, and what it takes. */
export function registerAlertMetrics(
  registry: Registry,
  deps: { scores: ScoreStore; admin: AdminStore; alerting: (detector: Detector) => Alerting },
): void {
  const { scores, admin, alerting } = deps;
  const registers = [registry];
  new Gauge({
    name: 'lapwing_alerts_open',
    help: 'Open anomalies that somebody is told of, by severity: those that the alert budget lets through.',
    labelNames: ['severity'],
    registers,
    collect() {
      for (const severity of Severity.options) {
        const filter = { open: true, alert: 'raised' } as const;
        this.set({ severity }, scores.anomalies({ ...filter, severities: [severity] }, { limit: 1 }).total);
      }
    },
  });
  const labelNames = ['detector'] as const;
  // Registered behind the threshold, which fills them when it is read.
  const raised = new Gauge({
    name: 'lapwing_alerts_raised_7d',
    help: "Anomalies of a detector's last week that somebody was told of.",
    labelNames,
    registers: [],
  });
  const withheld = new Gauge({
    name: 'lapwing_alerts_withheld_7d',
    help: "Anomalies of a detector's last week that nobody was told of, for the budget or a rule.",
    labelNames,
    registers: [],
  });
  const suppressed = new Gauge({
    name: 'lapwing_anomalies_suppressed_7d',
    help: "What would have opened an anomaly in a detector's last week and did not, by rule.",
    labelNames: ['detector', 'rule'],
    registers: [],
  });
  new Gauge({
    name: 'lapwing_alert_threshold',
    help: "Score, in decibans, that a peak must reach now to be an alert: what the detector's budget comes to.",
    labelNames,
    registers,
    collect() {
      for (const gauge of [this, raised, withheld, suppressed]) gauge.reset();
      for (const { detector } of admin.detectors()) {
        const { threshold_score, raised_7d, withheld_7d, suppressed_7d } = alerting(detector);
        if (!detector.enabled || threshold_score === null) continue;
        const label = { detector: detector.id };
        this.set(label, threshold_score);
        raised.set(label, raised_7d);
        withheld.set(label, withheld_7d);
        for (const [rule, count] of Object.entries(suppressed_7d)) suppressed.set({ ...label, rule }, count);
      }
    },
  });
  for (const gauge of [raised, withheld, suppressed]) registry.registerMetric(gauge);
}

import { Severity, type Signal } from '@lapwing/contract';
import { Gauge, type Registry } from 'prom-client';
import type { ScoreStore } from '../stores/score-store.ts';

const MS_PER_SECOND = 1000;
/** A signal that its detector has passed by for so many intervals has no score of now: its series ends. */
const SILENT_INTERVALS = 5;

/** The newest scores of the worst signals, and the open anomalies. */
export function registerScoreMetrics(registry: Registry, store: ScoreStore, mostSignals: number): void {
  const registers = [registry];
  const signals = new Gauge({
    name: 'lapwing_signals',
    help: 'Signals in the store.',
    registers,
  });
  const leftOut = new Gauge({
    name: 'lapwing_score_signals_left_out',
    help: 'Signals without a series in lapwing_score because others are worse.',
    registers,
  });
  new Gauge({
    name: 'lapwing_score',
    help: 'Newest score of a signal in decibans, 0 to 100: 30 is once in a thousand readings. The worst signals alone.',
    labelNames: ['signal', 'detector', 'service', 'metric'],
    registers,
    collect() {
      this.reset();
      const { items, total } = store.signals({}, { limit: mostSignals });
      signals.set(total);
      leftOut.set(total - items.length);
      const watermarks = new Map<string, number | undefined>();
      for (const signal of items) {
        const { detector_id: detector, labels, last_score: score } = signal;
        if (!watermarks.has(detector)) watermarks.set(detector, store.watermark(detector));
        if (score === null || isSilent(signal, watermarks.get(detector))) continue;
        const { service = '', metric = '' } = labels;
        this.set({ signal: signal.id, detector, service, metric }, score);
      }
    },
  });
  new Gauge({
    name: 'lapwing_anomalies_open',
    help: 'Anomalies that are open, by severity.',
    labelNames: ['severity'],
    registers,
    collect() {
      for (const severity of Severity.options) {
        this.set({ severity }, store.anomalies({ open: true, severities: [severity] }, { limit: 1 }).total);
      }
    },
  });
}

function isSilent(signal: Signal, watermark: number | undefined): boolean {
  if (signal.last_seen === null || watermark === undefined) return true;
  const silentMs = watermark - Date.parse(signal.last_seen);
  return silentMs > SILENT_INTERVALS * signal.interval_seconds * MS_PER_SECOND;
}

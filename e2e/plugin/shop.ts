import type { Anomaly, Severity, Signal } from '@lapwing/contract';
import { type Shop, wave } from './contract-service.ts';

const MINUTE = 60_000;
/** A label value that would do harm where it is taken for markup. */
export const MARKUP = '<img src=x onerror="window.pwned=1"><b>bold</b>';

const SERVICES = ['checkout', 'payment', 'cart', 'catalogue', 'search', 'shipping', MARKUP];
const METRICS = ['errors', 'latency_p95', 'requests'];

/** Signals of a few services, anomalous now and earlier, as of `now`. */
export function makeShop(now: number): Shop {
  const anomalies: Anomaly[] = [];
  const signals = SERVICES.flatMap((service, s) =>
    METRICS.map((metric, m): Signal => {
      const id = (s * METRICS.length + m + 1).toString(16).padStart(16, '0');
      return {
        id,
        source: 'shop',
        kind: 'metric',
        labels: { service, metric },
        detector_id: metric,
        interval_seconds: 60,
        first_seen: new Date(now - 14 * 24 * 60 * MINUTE).toISOString(),
        last_seen: new Date(now).toISOString(),
        last_value: 120,
        last_score: 3,
        open_anomaly_id: null,
        open_severity: null,
      };
    }),
  );
  const add = (
    place: number,
    severity: Severity,
    score: number,
    startAgo: number,
    endAgo: number | null,
  ): void => {
    const signal = signals[place];
    if (!signal) return;
    const { service, metric } = signal.labels;
    anomalies.push({
      id: `anomaly-${anomalies.length}`,
      signal_id: signal.id,
      detector_id: signal.detector_id,
      source: 'shop',
      kind: 'metric',
      labels: signal.labels,
      start: new Date(now - startAgo * MINUTE).toISOString(),
      end: endAgo === null ? null : new Date(now - endAgo * MINUTE).toISOString(),
      peak: new Date(now - (startAgo - 1) * MINUTE).toISOString(),
      severity,
      score,
      p_value: 10 ** (-score / 10),
      actual: 281.5,
      expected: 118.2,
      lower: 93.2,
      upper: 143.2,
      feature: 'level',
      model: 'statistical',
      reason: `${metric ?? ''} of ${service ?? ''} is 281.5, far above the 93 to 143 expected at this time of day`,
      alert: 'raised',
      alert_reason: 'the score reaches 50',
      trace: [],
    });
    if (endAgo === null) {
      signal.open_anomaly_id = `anomaly-${anomalies.length - 1}`;
      signal.open_severity = severity;
    }
  };
  add(4, 'CRITICAL', 88, 14, null);
  add(0, 'HIGH', 63, 11, null);
  add(7, 'MEDIUM', 44, 6, null);
  add(18, 'LOW', 33, 3, null);
  add(1, 'HIGH', 58, 95, 60);
  add(0, 'MEDIUM', 42, 240, 225);
  for (let i = 0; i < 30; i++)
    add((i * 5) % signals.length, i % 4 === 0 ? 'MEDIUM' : 'LOW', 31 + i / 3, 300 + i * 37, 290 + i * 37);
  const rank = { CRITICAL: 4, HIGH: 3, MEDIUM: 2, LOW: 1 };
  return {
    signals: [...signals].sort(
      (a, b) => (b.open_severity ? rank[b.open_severity] : 0) - (a.open_severity ? rank[a.open_severity] : 0),
    ),
    anomalies: anomalies.sort((a, b) => Date.parse(b.start) - Date.parse(a.start)),
    series: (signal, from, to, points) =>
      wave(
        signal,
        from,
        to,
        points,
        anomalies.filter((a) => a.signal_id === signal.id),
      ),
  };
}

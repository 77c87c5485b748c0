import { type AnomalyTrends, type Duration, durationSeconds } from '@lapwing/contract';
import type { ScoreStore } from '../../stores/score-store.ts';
import { signalTitle } from '../../signals/signal-title.ts';
import { countBySeverity, totalOf } from './severity-counts.ts';

/** Bucket lengths that read well on an axis, in seconds. */
const BUCKETS = [60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400];
/** As many bars as a panel shows side by side. */
const MOST_BUCKETS = 200;
const MOST_SIGNALS = 10;

/** Anomalies that started within `period` up to `now` (epoch ms), in aligned buckets without holes. */
export function anomalyTrends(
  scores: Pick<ScoreStore, 'anomalyCounts' | 'topSignals'>,
  period: Duration,
  now: number,
): AnomalyTrends {
  const bucketSeconds = bucketFor(durationSeconds(period));
  const bucketMs = bucketSeconds * 1000;
  const first = Math.floor((now - durationSeconds(period) * 1000) / bucketMs) * bucketMs;
  const end = (Math.floor(now / bucketMs) + 1) * bucketMs;
  const found = new Map(
    scores
      .anomalyCounts(first, end, bucketMs)
      .map(({ time, severity, count }) => [`${time} ${severity}`, count]),
  );
  const buckets = Array.from({ length: (end - first) / bucketMs }, (_, i) => {
    const time = first + i * bucketMs;
    const counts = countBySeverity((severity) => found.get(`${time} ${severity}`) ?? 0);
    return { time: new Date(time).toISOString(), counts, total: totalOf(counts) };
  });
  const top_signals = scores.topSignals(first, end, MOST_SIGNALS).map(({ signalId, labels, anomalies }) => ({
    signal_id: signalId,
    title: signalTitle(labels, signalId),
    anomalies,
  }));
  return { period, bucket_seconds: bucketSeconds, buckets, top_signals };
}

/** The shortest bucket, in seconds, that covers `period` (seconds) with no more than 200 of them. */
function bucketFor(period: number): number {
  return BUCKETS.find((bucket) => period / bucket <= MOST_BUCKETS) ?? BUCKETS[BUCKETS.length - 1];
}

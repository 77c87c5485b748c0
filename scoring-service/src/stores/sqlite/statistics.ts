import type { DatabaseSync } from 'node:sqlite';
import { quantile } from '../quantile.ts';
import type { BucketStats, ScoreStore } from '../score-store.ts';
import { labelsOf } from './signal-rows.ts';
import { eachRow, row, rows } from './sql.ts';

type Statistics = Pick<ScoreStore, 'performance' | 'readingsSince' | 'lastReadingAt'>;

const P95 = 0.95;

/** The readings of one metric in one bucket of time, as they are gathered. */
interface Gathered {
  time: number;
  metric: string;
  values: number[];
  anomalies: number;
  highestScore: number;
}

export function createStatistics(db: DatabaseSync): Statistics {
  // Signal by signal, so that the index on (signal, time) answers; there is none on the time alone.
  const since = db.prepare(`SELECT coalesce(sum(
      (SELECT count(*) FROM scores c WHERE c.signal = s.key AND c.time >= ?1)), 0) AS count
    FROM signals s JOIN signal_state st ON st.signal = s.key
    WHERE s.detector_id IS NOT NULL AND st.last_time >= ?1`);
  const newest = db.prepare(`SELECT max(st.last_time) AS time
    FROM signals s JOIN signal_state st ON st.signal = s.key WHERE s.detector_id IS NOT NULL`);
  const labelled = db.prepare(`SELECT s.key, s.labels FROM signal_labels l JOIN signals s ON s.key = l.signal
    WHERE l.name = ? AND l.value = ? AND s.detector_id IS NOT NULL ORDER BY s.key`);
  const readings = db.prepare(
    'SELECT time, value, score FROM scores WHERE signal = ? AND time >= ? AND time < ? ORDER BY time',
  );
  const starts = db.prepare(
    'SELECT start_time AS time FROM anomalies WHERE signal = ? AND start_time >= ? AND start_time < ?',
  );

  return {
    readingsSince: (from) => row<{ count: number }>(since, from)?.count ?? 0,
    lastReadingAt: () => row<{ time: number | null }>(newest)?.time ?? undefined,

    performance(label, value, from, to, bucketMs): BucketStats[] {
      const buckets = new Map<string, Gathered>();
      for (const signal of rows<{ key: number; labels: string }>(labelled, label, value)) {
        const metric = labelsOf(signal.labels)['metric'] ?? '';
        const at = (time: number): Gathered => {
          const bucket = Math.floor(time / bucketMs) * bucketMs;
          const key = `${bucket} ${metric}`;
          const known = buckets.get(key);
          if (known !== undefined) return known;
          const fresh = { time: bucket, metric, values: [], anomalies: 0, highestScore: 0 };
          buckets.set(key, fresh);
          return fresh;
        };
        for (const reading of eachRow<{ time: number; value: number; score: number }>(
          readings,
          signal.key,
          from,
          to,
        )) {
          const bucket = at(reading.time);
          bucket.values.push(reading.value);
          bucket.highestScore = Math.max(bucket.highestScore, reading.score);
        }
        for (const { time } of rows<{ time: number }>(starts, signal.key, from, to)) at(time).anomalies++;
      }
      return [...buckets.values()]
        .filter(({ values }) => values.length > 0)
        .map(statsOf)
        .sort(byTime);
    },
  };
}

function statsOf({ time, metric, values, anomalies, highestScore }: Gathered): BucketStats {
  const sorted = Float64Array.from(values).sort();
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    time,
    metric,
    count: sorted.length,
    avg: sum / sorted.length,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    p95: quantile(sorted, P95),
    anomalies,
    highestScore,
  };
}

function byTime(a: BucketStats, b: BucketStats): number {
  return a.time - b.time || (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0);
}

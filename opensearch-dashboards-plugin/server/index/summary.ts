import type { Severity } from '@lapwing/contract';
import { ANOMALIES_ALIAS, type MetricsSummary, SCORES_ALIAS } from '@lapwing/contract';
import { z } from 'zod';
import { type Search, aggregated } from './search.ts';

const Count = z.object({ value: z.number() });
const Terms = z.object({ buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })) });
const Scores = z.object({
  signals: Count,
  detectors: Count,
  newest: z.object({ value: z.number().nullable() }),
  sources: z.object({ buckets: z.array(z.object({ key: z.string(), signals: Count })) }),
});
const Anomalies = z.object({
  open: z.object({ severity: Terms, source: Terms }),
  day: z.object({ severity: Terms }),
});
const NO_TERMS = { buckets: [] };
const MOST_SOURCES = 100;

/** How much was scored in the last 24 hours, and what is wrong now. Signals are counted with OpenSearch's own error. */
export async function summary(search: Search): Promise<MetricsSummary> {
  const bySeverity = { terms: { field: 'severity' } };
  const [scored, anomalous] = await Promise.all([
    search(
      SCORES_ALIAS,
      {
        size: 0,
        filter: [{ range: { '@timestamp': { gte: 'now-24h' } } }],
        aggs: {
          signals: { cardinality: { field: 'signal_id' } },
          detectors: { cardinality: { field: 'detector_id' } },
          newest: { max: { field: '@timestamp' } },
          sources: {
            terms: { field: 'source', size: MOST_SOURCES },
            aggs: { signals: { cardinality: { field: 'signal_id' } } },
          },
        },
      },
      z.never(),
    ),
    search(
      ANOMALIES_ALIAS,
      {
        size: 0,
        filter: [],
        aggs: {
          open: {
            filter: { term: { status: 'open' } },
            aggs: { severity: bySeverity, source: { terms: { field: 'source', size: MOST_SOURCES } } },
          },
          day: { filter: { range: { start: { gte: 'now-24h' } } }, aggs: { severity: bySeverity } },
        },
      },
      z.never(),
    ),
  ]);
  const scores = aggregated(
    Scores,
    scored.aggregations ?? {
      signals: { value: 0 },
      detectors: { value: 0 },
      newest: { value: null },
      sources: NO_TERMS,
    },
    SCORES_ALIAS,
  );
  const anomalies = aggregated(
    Anomalies,
    anomalous.aggregations ?? {
      open: { severity: NO_TERMS, source: NO_TERMS },
      day: { severity: NO_TERMS },
    },
    ANOMALIES_ALIAS,
  );
  const openOf = new Map(anomalies.open.source.buckets.map(({ key, doc_count }) => [key, doc_count]));
  return {
    signals: scores.signals.value,
    detectors: scores.detectors.value,
    readings_24h: scored.total,
    anomalies_open: counts(anomalies.open.severity),
    anomalies_24h: counts(anomalies.day.severity),
    last_reading_at: scores.newest.value === null ? null : new Date(scores.newest.value).toISOString(),
    sources: scores.sources.buckets.map(({ key, signals }) => ({
      source: key,
      signals: signals.value,
      anomalies_open: openOf.get(key) ?? 0,
    })),
  };
}

function counts({ buckets }: z.infer<typeof Terms>): Record<Severity, number> {
  const found = new Map(buckets.map(({ key, doc_count }) => [key, doc_count]));
  const count = (severity: Severity): number => found.get(severity) ?? 0;
  return {
    LOW: count('LOW'),
    MEDIUM: count('MEDIUM'),
    HIGH: count('HIGH'),
    CRITICAL: count('CRITICAL'),
  };
}

import { type Anomaly, type QueryOf, SCORES_ALIAS, ScoreDocument, type Signal } from '@lapwing/contract';
import { z } from 'zod';
import { Refusal } from '../backend/refusal.ts';
import { labelFilters, labelsOf, openBySignal } from './anomalies.ts';
import { oneOf, pageAnswer, pageSpan } from './page.ts';
import { type Search, aggregated } from './search.ts';

/** A signal that was silent for longer is no longer watched. */
const LATELY = { range: { '@timestamp': { gte: 'now-24h' } } };
/** Each bucket carries a document: more would be slow. */
const MOST_SIGNALS = 1000;

const Signals = z.object({
  count: z.object({ value: z.number() }),
  signals: z.object({
    buckets: z.array(
      z.object({
        first: z.object({ value_as_string: z.string() }),
        newest: z.object({ hits: z.object({ hits: z.array(z.object({ _source: ScoreDocument })) }) }),
      }),
    ),
  }),
});

/** Signals that were scored in the last 24 hours: those with an open anomaly first, then by their newest score. */
export async function listSignals(
  search: Search,
  query: QueryOf<'listSignals'>,
): Promise<{ items: Signal[]; next: string | null; total: number }> {
  const { from, size } = pageSpan(query);
  const open = await openBySignal(search);
  const { aggregations } = await search(
    SCORES_ALIAS,
    {
      size: 0,
      filter: [
        LATELY,
        ...oneOf('detector_id', query.detector_id),
        ...oneOf('source', query.source),
        ...oneOf('kind', query.kind),
        ...labelFilters(query.label),
        ...(query.text === undefined ? [] : [holds(query.text)]),
        ...(query.anomalous === true ? [{ terms: { signal_id: [...open.keys()] } }] : []),
      ],
      aggs: {
        count: { cardinality: { field: 'signal_id' } },
        signals: {
          terms: { field: 'signal_id', size: MOST_SIGNALS, order: { worst: 'desc' } },
          aggs: {
            worst: { max: { field: 'score' } },
            first: { min: { field: '@timestamp' } },
            newest: { top_hits: { size: 1, sort: [{ '@timestamp': 'desc' }] } },
          },
        },
      },
    },
    z.never(),
  );
  const { count, signals } = aggregated(Signals, aggregations ?? EMPTY, SCORES_ALIAS);
  const items = signals.buckets
    .flatMap(({ newest, first }) =>
      newest.hits.hits.map(({ _source }) => signalOf(_source, first.value_as_string, open)),
    )
    .sort((a, b) => rank(b, open) - rank(a, open) || (b.last_score ?? 0) - (a.last_score ?? 0));
  return pageAnswer(items.slice(from, from + size), Math.min(count.value, MOST_SIGNALS), { from, size });
}

/** Where no index is, there are no aggregations either. */
const EMPTY = { count: { value: 0 }, signals: { buckets: [] } };

/** Part of a label's value, in any case. */
function holds(text: string): object {
  const plain = text.replace(/[*?\\]/g, '\\$&');
  return { wildcard: { labels: { value: `*=*${plain}*`, case_insensitive: true } } };
}

function rank({ id }: Signal, open: ReadonlyMap<string, Anomaly>): number {
  return open.get(id)?.score ?? -1;
}

export async function getSignal(search: Search, id: string): Promise<Signal> {
  const [open, { documents }] = await Promise.all([
    openBySignal(search),
    search(
      SCORES_ALIAS,
      {
        size: 1,
        sort: [{ '@timestamp': { order: 'desc', unmapped_type: 'date' } }],
        filter: oneOf('signal_id', id),
      },
      ScoreDocument,
    ),
  ]);
  const [newest] = documents;
  if (newest === undefined) {
    const hint = 'it may have no score that is kept, or is not for you to read';
    throw new Refusal('NOT_FOUND', `there is no signal ${id}`, 'id', hint);
  }
  return signalOf(newest, null, open);
}

function signalOf(
  document: ScoreDocument,
  firstSeen: string | null,
  open: ReadonlyMap<string, Anomaly>,
): Signal {
  const anomaly = open.get(document.signal_id);
  return {
    id: document.signal_id,
    source: document.source,
    kind: document.kind,
    labels: labelsOf(document.labels),
    detector_id: document.detector_id,
    interval_seconds: document.interval_seconds,
    first_seen: firstSeen,
    last_seen: document['@timestamp'],
    last_value: document.value,
    last_score: document.score,
    open_anomaly_id: anomaly?.id ?? null,
    open_severity: anomaly?.severity ?? null,
  };
}

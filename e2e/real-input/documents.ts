import { ANOMALIES_ALIAS, SCORES_ALIAS, AnomalyDocument } from '@lapwing/contract';
import { z } from 'zod';
import type { RunningOpenSearch } from '../servers/index.ts';
import type { Readings } from './expected.ts';

const PAGE = 10_000;

/** As doc values: a list a field, and several times faster to read than the source. */
const Score = z.object({
  '@timestamp': z.tuple([z.string()]),
  signal_id: z.tuple([z.string()]),
  detector_id: z.tuple([z.string()]),
  labels: z.array(z.string()),
  value: z.tuple([z.number()]),
  news: z.tuple([z.number()]),
  score: z.tuple([z.number()]),
});
const Hits = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _source: z.unknown().optional(),
        fields: z.unknown().optional(),
        sort: z.array(z.unknown()),
      }),
    ),
  }),
});

export interface ScoredReading {
  /** As `Readings` has it. */
  key: string;
  signal: string;
  time: number;
  value: number;
  score: number;
  news: number;
}

/** Every score document. A list: one that is there twice is in it twice. */
export async function readScores(os: RunningOpenSearch): Promise<ScoredReading[]> {
  const fields = Object.keys(Score.shape).map((field) => ({
    field,
    ...(field === '@timestamp' ? { format: 'epoch_millis' } : {}),
  }));
  const hits = await readAll(os, SCORES_ALIAS, 'signal_id', { _source: false, docvalue_fields: fields });
  return hits.map((hit) => {
    const of = Score.parse(hit.fields);
    return {
      key: `${of.detector_id[0]} ${of.labels.join()}`,
      signal: of.signal_id[0],
      time: Number(of['@timestamp'][0]),
      value: of.value[0],
      score: of.score[0],
      news: of.news[0],
    };
  });
}

export async function readAnomalies(os: RunningOpenSearch): Promise<AnomalyDocument[]> {
  const hits = await readAll(os, ANOMALIES_ALIAS, 'anomaly_id', {});
  return hits.map(({ _source }) => AnomalyDocument.parse(_source));
}

const Stats = z.object({
  _all: z.object({ primaries: z.object({ indexing: z.object({ index_total: z.number() }) }) }),
});

/** Score documents taken so far, those that no search sees yet too. */
export async function countTaken(os: RunningOpenSearch): Promise<number> {
  try {
    const stats = Stats.parse(await os.request('GET', `/${SCORES_ALIAS}-v1-*/_stats/indexing`));
    return stats._all.primaries.indexing.index_total;
  } catch (error) {
    // So it answers before there is an index.
    if (error instanceof z.ZodError) return 0;
    throw error;
  }
}

async function readAll(
  os: RunningOpenSearch,
  alias: string,
  tiebreak: string,
  what: object,
): Promise<z.infer<typeof Hits>['hits']['hits']> {
  await os.request('POST', `/${alias}/_refresh`);
  const all: z.infer<typeof Hits>['hits']['hits'] = [];
  for (;;) {
    const after = all.at(-1)?.sort;
    const answer = await os.request('POST', `/${alias}/_search`, {
      size: PAGE,
      sort: [{ [tiebreak]: 'asc' }, { '@timestamp': 'asc' }],
      ...what,
      ...(after === undefined ? {} : { search_after: after }),
    });
    const page = Hits.parse(answer).hits.hits;
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** Where documents and readings differ; empty when each reading is there once, in its interval, with its value. */
export function differences(scores: readonly ScoredReading[], wanted: Readings): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const { key, time, value } of scores) {
    const at = `${key} ${new Date(time).toISOString()}`;
    if (seen.has(at)) found.push(`${at}: there twice`);
    seen.add(at);
    const reading = wanted.get(key)?.get(time);
    if (reading === undefined) found.push(`${at}: no reading, yet a document`);
    else if (reading !== value) found.push(`${at}: reading ${reading}, document ${value}`);
  }
  for (const [key, readings] of wanted) {
    for (const time of readings.keys()) {
      const at = `${key} ${new Date(time).toISOString()}`;
      if (!seen.has(at)) found.push(`${at}: a reading, yet no document`);
    }
  }
  return found;
}

/** Ends with nothing of Lapwing's in it. */
export async function removeDocuments(os: RunningOpenSearch): Promise<void> {
  for (const alias of [SCORES_ALIAS, ANOMALIES_ALIAS]) await os.request('DELETE', `/${alias}-v1-*`);
}

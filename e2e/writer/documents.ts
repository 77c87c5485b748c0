import { ANOMALIES_ALIAS, SCORES_ALIAS, severityOf } from '@lapwing/contract';
import { expect } from 'vitest';
import { scoreDocumentId } from '../../scoring-service/src/signals/signal-id.ts';
import type { RunningOpenSearch } from '../servers/index.ts';
import { historyAnomalies, historyRow, historySignals, type History } from './history.ts';

interface Hit {
  _index: string;
  _id: string;
  _source: Record<string, unknown>;
  sort: unknown[];
}

const PAGE = 10_000;

/** Every document behind an alias. A list and not a map: one that is there twice is seen. */
export async function readAll(os: RunningOpenSearch, alias: string, tiebreak: string): Promise<Hit[]> {
  await os.request('POST', `/${alias}/_refresh`);
  const hits: Hit[] = [];
  let after: unknown[] | undefined;
  for (;;) {
    const answer = await os.request('POST', `/${alias}/_search`, {
      size: PAGE,
      sort: [{ '@timestamp': 'asc' }, { [tiebreak]: 'asc' }],
      ...(after === undefined ? {} : { search_after: after }),
    });
    const page = (answer as unknown as { hits: { hits: Hit[] } }).hits.hits;
    hits.push(...page);
    if (page.length < PAGE) return hits;
    after = page[page.length - 1].sort;
  }
}

/** How many documents there are; 0 while the alias is not. */
export async function countAll(os: RunningOpenSearch, alias: string): Promise<number> {
  // The last request of a writer that was killed may still be making an index.
  await os.request('GET', '/_cluster/health?wait_for_status=yellow&wait_for_events=languid&timeout=60s');
  await os.request('POST', `/${alias}*/_refresh`);
  return Number((await os.request('GET', `/${alias}*/_count`))['count']);
}

/** The indices hold the whole history: each document once, each as its reading was. */
export async function expectWhole(os: RunningOpenSearch, history: History): Promise<void> {
  const signals = historySignals(history);
  const scores = await readAll(os, SCORES_ALIAS, 'signal_id');
  expect(scores.length).toBe(history.signals * history.intervals);
  const byId = new Map(scores.map((hit) => [hit._id, hit]));
  expect(byId.size).toBe(scores.length);
  for (const [s, signal] of signals.entries()) {
    for (let t = 0; t < history.intervals; t++) {
      const row = historyRow(history, signal, s, t);
      const hit = byId.get(scoreDocumentId(signal.id, 'shop', row.time));
      const timestamp = new Date(row.time).toISOString();
      const severity = severityOf(row.score ?? 0);
      const wanted = {
        '@timestamp': timestamp,
        schema_version: 1,
        signal_id: signal.id,
        detector_id: 'shop',
        source: 'demo',
        kind: 'metric',
        service: signal.labels['service'],
        metric: signal.labels['metric'],
        labels: [`metric=${signal.labels['metric']}`, `service=${signal.labels['service']}`],
        interval_seconds: 60,
        value: row.value,
        score: row.score,
        p_value: row.pValue,
        news: row.news,
        // Of the clock; the rest is of the reading.
        written_at: hit?._source['written_at'],
        ...(severity === undefined ? {} : { severity }),
        ...(row.expected === undefined ? {} : { expected: row.expected, lower: row.lower, upper: row.upper }),
      };
      if (JSON.stringify(hit?._source) !== JSON.stringify(wanted)) expect(hit?._source).toEqual(wanted);
      const day = timestamp.slice(0, 10).replaceAll('-', '.');
      if (hit?._index !== `lapwing-scores-v1-${day}`) expect(hit?._index).toBe(`lapwing-scores-v1-${day}`);
    }
  }

  const anomalies = await readAll(os, ANOMALIES_ALIAS, 'anomaly_id');
  const wanted = historyAnomalies(history, signals);
  const states = (list: [string, unknown, unknown][]): unknown[] =>
    list.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  expect(
    states(anomalies.map(({ _id, _source }) => [_id, _source['start'], _source['end'] ?? null])),
  ).toEqual(states(wanted.map(({ id, start, end }) => [id, start, end])));
  expect(wanted.length).toBeGreaterThan(0);
}

/** Ends with an empty OpenSearch again: the next test's documents are its own. */
export async function clear(os: RunningOpenSearch): Promise<void> {
  for (const alias of [SCORES_ALIAS, ANOMALIES_ALIAS]) {
    await os.request('DELETE', `/${alias}-v1-*?ignore_unavailable=true`);
    await os.request('DELETE', `/_index_template/${alias}`).catch(() => undefined);
    await os.request('DELETE', `/_component_template/${alias}`).catch(() => undefined);
  }
}

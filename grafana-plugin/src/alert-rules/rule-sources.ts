import { z } from 'zod';
import type { SourceOf } from '../grafana/data-sources.ts';
import { type Ask, readAnswer } from '../grafana/grafana-api.ts';
import type { RuleSource } from './rule.ts';

const METRICS = new Set([
  'prometheus',
  'grafana-amazonprometheus-datasource',
  'grafana-azureprometheus-datasource',
]);
const DOCUMENTS = new Set(['grafana-opensearch-datasource', 'elasticsearch']);
/** What reads Lapwing's anomalies, whatever else it reads. */
const ANOMALIES = /(^|,|\[)lapwing-(anomalies\S*|\*)/;

/** Data sources that a rule on Lapwing's alerts can read; those that only look like it are told by `whyNoAlerts`. */
export function ruleSources(known: readonly SourceOf[]): (RuleSource & { name: string })[] {
  return known.flatMap(({ uid, type, name, settings }): (RuleSource & { name: string })[] => {
    if (METRICS.has(type)) return [{ kind: 'metrics', uid, type, name }];
    const index = String(settings['database'] ?? settings['index'] ?? '');
    return DOCUMENTS.has(type) && ANOMALIES.test(index) ? [{ kind: 'documents', uid, type, name }] : [];
  });
}

const Answer = z.object({
  results: z.record(
    z.string(),
    z.looseObject({
      error: z.string().optional(),
      frames: z
        .array(z.looseObject({ data: z.looseObject({ values: z.array(z.array(z.unknown())) }).optional() }))
        .optional(),
    }),
  ),
});

/** Why a rule on this data source would never fire; undefined when Lapwing is found there. Asks with the person's rights. */
export async function whyNoAlerts(ask: Ask, { kind, uid, type }: RuleSource): Promise<string | undefined> {
  const datasource = { uid, type };
  const query =
    kind === 'metrics'
      ? { expr: 'lapwing_signals', instant: true, range: false }
      : {
          ...{ query: '*', queryType: 'lucene', luceneQueryType: 'Metric', timeField: '@timestamp' },
          metrics: [{ id: '1', type: 'count' }],
          bucketAggs: [
            { id: '2', type: 'date_histogram', field: '@timestamp', settings: { interval: '1d' } },
          ],
        };
  const path = 'api/ds/query';
  const range = kind === 'metrics' ? 'now-5m' : 'now-90d';
  const body = { queries: [{ refId: 'A', datasource, ...query }], from: range, to: 'now' };
  const { results } = readAnswer(Answer, await ask({ method: 'POST', path, body }), path);
  const { error, frames = [] } = results['A'] ?? {};
  if (error !== undefined) return `It can’t be asked: ${error}`;
  const rows = frames.some(({ data }) => data?.values.some((column) => column.length > 0));
  if (rows) return undefined;
  return kind === 'metrics'
    ? 'Lapwing’s metrics are not in it: let this Prometheus scrape the service’s /metrics first.'
    : 'There is no anomaly in it yet: is the service’s output the OpenSearch that it reads?';
}

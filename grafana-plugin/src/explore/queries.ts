import type { DetectorEntry, Labels } from '@lapwing/contract';
import { labelOfField } from '../detect/logs/same-logs.ts';

/** What is looked at: it decides whose data source can show it. */
export type ExploreKind = 'metrics' | 'logs' | 'traces';

export type SourceQuery = Readonly<Record<string, unknown>>;

export interface ExploreQuery {
  kind: ExploreKind;
  /** The query, by the type of the data source that shows it. */
  queryFor: (type: string) => SourceQuery | Promise<SourceQuery>;
  /** Where its documents are, for data sources that read one index each. */
  index?: string;
  /** Equal for queries that say the same. */
  key: string;
}

/** Log lines that Explore fetches at first. */
const LINES = '500';

/** The query behind a signal, in the words of the person's own data source; undefined where it has none there. */
export function signalQuery(
  detector: Pick<DetectorEntry, 'query' | 'labels'>,
  labels: Labels,
): ExploreQuery | undefined {
  const { query } = detector;
  switch (query.type) {
    case 'prometheus':
      return metricsQuery(query.expr, ownLabels(labels, detector.labels, query.expr));
    case 'opensearch': {
      const fields = (query.split_by ?? []).flatMap((field): string[] => {
        const value = labels[labelOfField(field, Object.keys(labels))];
        if (value === undefined) return [];
        // `service` stands for the field that was detected, which only the service knows: the word is looked for anywhere.
        return [field === 'service' ? quoted(value) : `${field}:${quoted(value)}`];
      });
      return logsQuery([typeof query.filter === 'string' ? `(${query.filter})` : '', ...fields], query);
    }
    case 'templates': {
      const parts = [
        typeof query.filter === 'string' ? `(${query.filter})` : '',
        labels['service'] ? quoted(labels['service']) : '',
        ...wordsOf(labels['template'] ?? ''),
      ];
      return logsQuery(parts, query);
    }
    case 'traces':
    case 'behaviour':
      // Who was called may send no spans (a database): the call is among those of the caller, under another name.
      return labels['caller'] === undefined
        ? tracesQuery(labels['service'] ?? labels['callee'] ?? '', labels['operation'])
        : tracesQuery(labels['caller']);
    default:
      return undefined;
  }
}

/** The signal's own series; the parser of PromQL is fetched where a link is. */
function metricsQuery(expr: string, labels: Labels): ExploreQuery {
  return {
    ...{ kind: 'metrics', key: JSON.stringify([expr, labels]) },
    queryFor: async () => {
      const { narrowed } = await import('../detect/promql/narrowed.ts');
      return { expr: narrowed(expr, labels), range: true, editorMode: 'code' };
    },
  };
}

/**
 * A signal's labels as Prometheus has them: the service calls a series' name `metric` (`name`, where the series has a
 * label `metric`) and adds the detector's own labels. What may be either is left out: more is shown then.
 */
function ownLabels({ metric, name, ...labels }: Labels, added: Labels, expr: string): Labels {
  const all = {
    ...labels,
    ...(name === undefined && metric !== undefined && { __name__: metric }),
    ...(name !== undefined && !expr.includes(name) && { name }),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([label, value]) => added[label] !== value && value.length < LONGEST_VALUE),
  );
}

/** The service cuts longer ones. */
const LONGEST_VALUE = 1024;

function logsQuery(
  parts: readonly string[],
  { index, time_field: timeField = '@timestamp' }: { index?: string; time_field?: string } = {},
): ExploreQuery {
  const query = parts.filter(Boolean).join(' AND ') || '*';
  return {
    ...{ kind: 'logs', key: JSON.stringify([query, index]), ...(index !== undefined && { index }) },
    queryFor: () => ({
      ...{ query, queryType: 'lucene', luceneQueryType: 'Logs', timeField, bucketAggs: [] },
      metrics: [{ id: '1', type: 'logs', settings: { limit: LINES } }],
    }),
  };
}

/** Calls of a service. */
export function tracesQuery(service: string, operation?: string): ExploreQuery {
  return {
    ...{ kind: 'traces', key: JSON.stringify([service, operation]) },
    queryFor: (type) =>
      type === 'tempo'
        ? {
            queryType: 'traceql',
            query: `{resource.service.name=${JSON.stringify(service)}${operation === undefined ? '' : ` && name=${JSON.stringify(operation)}`}}`,
          }
        : { queryType: 'search', service, ...(operation !== undefined && { operation }) },
  };
}

/** One trace by its id. */
export function traceQuery(traceId: string): ExploreQuery {
  return {
    ...{ kind: 'traces', key: traceId },
    queryFor: (type) => ({ query: traceId, ...(type === 'tempo' && { queryType: 'traceql' }) }),
  };
}

/** Log lines of a service. */
export function serviceLogsQuery(service: string): ExploreQuery {
  return logsQuery([quoted(service)]);
}

/** A phrase of Lucene's: what it holds is text, whatever it looks like. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** The runs of words of a template between what varies, each as a phrase. */
function wordsOf(template: string): string[] {
  return template
    .split('<*>')
    .map((part) => part.trim())
    .filter((part) => /\w{3}/.test(part))
    .map(quoted);
}

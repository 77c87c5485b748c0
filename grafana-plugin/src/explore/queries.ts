import type { DetectorEntry, Labels } from '@lapwing/contract';

/** What is looked at: it decides whose data source can show it. */
export type ExploreKind = 'metrics' | 'logs' | 'traces';

export interface ExploreQuery {
  kind: ExploreKind;
  /** The query, by the type of the data source that shows it. */
  queryFor: (type: string) => Readonly<Record<string, unknown>>;
}

/** Log lines that Explore fetches at first. */
const LINES = '500';

/** The query behind a signal, in the words of the person's own data source; undefined where it has none there. */
export function signalQuery(
  detector: Pick<DetectorEntry, 'query'>,
  labels: Labels,
): ExploreQuery | undefined {
  const { query } = detector;
  switch (query.type) {
    case 'prometheus':
      return { kind: 'metrics', queryFor: () => ({ expr: query.expr, range: true, editorMode: 'code' }) };
    case 'opensearch': {
      const fields = (query.split_by ?? []).flatMap((field): string[] => {
        const value = labels[field];
        if (value === undefined) return [];
        // `service` stands for the field that was detected, which only the service knows: the word is looked for anywhere.
        return [field === 'service' ? quoted(value) : `${field}:${quoted(value)}`];
      });
      return logsQuery([typeof query.filter === 'string' ? `(${query.filter})` : '', ...fields]);
    }
    case 'templates':
      return logsQuery([
        typeof query.filter === 'string' ? `(${query.filter})` : '',
        labels['service'] ? quoted(labels['service']) : '',
        ...wordsOf(labels['template'] ?? ''),
      ]);
    case 'traces':
    case 'behaviour':
      return tracesQuery(labels['service'] ?? labels['callee'] ?? '', labels['operation']);
    default:
      return undefined;
  }
}

function logsQuery(parts: readonly string[]): ExploreQuery {
  const query = parts.filter(Boolean).join(' AND ') || '*';
  return {
    kind: 'logs',
    queryFor: () => ({
      ...{ query, queryType: 'lucene', luceneQueryType: 'Logs', timeField: '@timestamp', bucketAggs: [] },
      metrics: [{ id: '1', type: 'logs', settings: { limit: LINES } }],
    }),
  };
}

/** Calls of a service. */
export function tracesQuery(service: string, operation?: string): ExploreQuery {
  return {
    kind: 'traces',
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
    kind: 'traces',
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

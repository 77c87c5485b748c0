import { type LogShape, logShapes } from '../logs/log-shape.ts';
import type { FindSource, SourceOf } from '../../grafana/data-sources.ts';
import type { PanelView, QueryView } from '../dashboard/panel-view.ts';
import type { Variables } from '../promql/covers.ts';
import { parsePromQl } from '../promql/parse.ts';
import type { PromQl } from '../promql/tree.ts';
import { parseable } from '../promql/variables.ts';

interface Common {
  /** Tells a panel's queries apart: a log query may have several metrics. */
  key: string;
  refId: string;
  source: SourceOf;
  /** As the person wrote it. */
  text: string;
}

/** A query of a panel that a detector can watch. */
export type PanelQuery = Common & ({ kind: 'prometheus'; tree: PromQl } | { kind: 'logs'; shape: LogShape });

/** A query of a panel that none can watch, and why. */
export interface Unsupported {
  refId: string;
  why: string;
}

const PROMETHEUS = new Set([
  ...['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'],
  ...['victoriametrics-metrics-datasource'],
]);
const LOGS = new Set(['grafana-opensearch-datasource', 'elasticsearch']);
/** Data sources of Grafana's own that have no query of their own. */
const OTHERS_OWN: Readonly<Record<string, string>> = {
  dashboard: 'it shows the queries of another panel: detect anomalies there',
  grafana: 'it is made by Grafana itself',
  __expr__: 'it computes with the panel’s other queries: watch those',
};

export function panelQueries(
  { queries }: Pick<PanelView, 'queries'>,
  findSource: FindSource,
  variables: Variables,
): { queries: PanelQuery[]; unsupported: Unsupported[] } {
  const read = queries
    .filter(({ ours, hidden }) => !ours && !hidden)
    .map((query): PanelQuery[] | Unsupported => {
      const result = readQuery(query, findSource(query.source), variables);
      return typeof result === 'string' ? { refId: query.refId, why: result } : result;
    });
  return {
    queries: read.flatMap((one) => (Array.isArray(one) ? one : [])),
    unsupported: read.flatMap((one) => (Array.isArray(one) ? [] : [one])),
  };
}

function readQuery(
  { refId, fields }: QueryView,
  source: SourceOf | undefined,
  variables: Variables,
): PanelQuery[] | string {
  if (source === undefined) return 'its data source is not there';
  if (PROMETHEUS.has(source.type)) {
    const text = typeof fields['expr'] === 'string' ? fields['expr'].trim() : '';
    if (text === '') return 'it is empty';
    const tree = parsePromQl(parseable(text, variables.fill));
    return tree ? [{ kind: 'prometheus', key: refId, refId, source, text, tree }] : 'it is not valid PromQL';
  }
  if (LOGS.has(source.type)) {
    const found = logShapes(fields, source.settings);
    if ('why' in found) return found.why;
    return found.shapes.map((shape, place) => ({
      ...{ kind: 'logs', refId, source, shape, text: textOf(shape) },
      key: found.shapes.length > 1 ? `${refId}-${place}` : refId,
    }));
  }
  return (
    OTHERS_OWN[source.uid === '-- Dashboard --' ? 'dashboard' : source.type] ??
    `Lapwing reads no data source of the type ${source.type}`
  );
}

function textOf({ measure, query, splitBy, index }: LogShape): string {
  const field = 'field' in measure ? ` of ${measure.field}` : '';
  const what = measure.type === 'percentile' ? `${measure.percent}th percentile` : measure.type;
  const by = splitBy.length > 0 ? ` by ${splitBy.join(', ')}` : '';
  return `${what}${field}${by}: ${query || '*'} in ${index}`;
}

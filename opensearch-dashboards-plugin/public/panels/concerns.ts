import type { Anomaly, Detector, Labels, LogMeasure } from '@lapwing/contract';
import { type Condition, type Conditions, conditionsOf } from './conditions.ts';
import { meet } from './index-patterns.ts';
import type { PanelMetric, PanelSubject } from './panel-subject.ts';

/** What is compared of a detector. */
export type Watcher = Pick<Detector, 'id' | 'query'>;

/** Of a detector that watches no index of OpenSearch, no panel of OpenSearch Dashboards can show the readings. */
const WATCHES_INDEX = ['opensearch', 'templates'];

/**
 * The anomalies that a panel shows or hides: those of detectors over the same index, of what the panel measures, on
 * series that its query and filters let through. Where the panel filters by something that nothing is known of, an
 * anomaly of the whole may lie outside of it, and is left out: a badge that cries wolf is taken off.
 */
export function concerning(
  subject: PanelSubject,
  watchers: readonly Watcher[],
  anomalies: readonly Anomaly[],
): Anomaly[] {
  const watching = new Map(watchers.filter((one) => watchesSame(subject, one)).map((one) => [one.id, one]));
  return anomalies.filter((anomaly) => {
    const watcher = watching.get(anomaly.detector_id);
    return watcher !== undefined && isShown(subject, watcher, anomaly.labels);
  });
}

/** Whether the detector watches the panel's index, and what the panel measures of it. */
export function watchesSame(subject: PanelSubject, { query }: Watcher): boolean {
  if (!WATCHES_INDEX.includes(query.type) || !('index' in query) || query.index === undefined) return false;
  if (!meet(query.index, subject.index)) return false;
  const measure = query.type === 'opensearch' ? query.measure : ({ type: 'count' } as const);
  return subject.metrics.length === 0 || subject.metrics.some((metric) => sameMeasure(metric, measure));
}

/** A count or a share is seen in counts; a measure of a field in any measure of it. */
function sameMeasure({ type, field }: PanelMetric, measure: LogMeasure): boolean {
  if (measure.type === 'count' || measure.type === 'rate') return type === 'count';
  return field !== undefined && bare(field) === bare(measure.field);
}

function isShown(subject: PanelSubject, watcher: Watcher, labels: Labels): boolean {
  const { known, unknown } = subject.conditions;
  if (unknown > 0) return false;
  const asked = conditionsOfDetector(watcher);
  return known.every((condition) => letsThrough(condition, watcher, labels, asked));
}

function letsThrough(condition: Condition, watcher: Watcher, labels: Labels, asked: Conditions): boolean {
  const label = labelOf(condition.field, watcher, labels);
  const value = label === undefined ? undefined : labels[label];
  if (value !== undefined) return condition.values.includes(value) !== condition.negated;
  const same = asked.known.filter(({ field }) => bare(field) === bare(condition.field));
  // A detector of errors is seen in a panel of errors, and one of everything is not.
  return same.some(
    ({ values, negated }) =>
      negated === condition.negated && values.some((one) => condition.values.includes(one)),
  );
}

/** What a detector's documents must have: by its filter, or by what its share is of. */
function conditionsOfDetector({ query }: Watcher): Conditions {
  if (query.type !== 'opensearch') return conditionsOf('filter' in query ? query.filter : undefined);
  const filter = conditionsOf(query.filter);
  const of = query.measure.type === 'rate' ? conditionsOf(query.measure.of) : { known: [], unknown: 0 };
  return { known: [...filter.known, ...of.known], unknown: filter.unknown + of.unknown };
}

/** The label that a field became, where the detector splits by it. */
function labelOf(field: string, { query }: Watcher, labels: Labels): string | undefined {
  const splits = query.type === 'opensearch' ? query.split_by : query.type === 'templates' ? ['service'] : [];
  const split = splits.some((one) => bare(one) === bare(field) || (one === 'service' && isService(field)));
  if (!split) return undefined;
  return candidates(field).find((name) => name in labels);
}

/** Names that the service may have given to a field's label: see docs/guide/opensearch.md, "Fields". */
function candidates(field: string): string[] {
  const parts = bare(field)
    .split(/[.@/]/)
    .filter((part) => part !== '');
  const last = parts.at(-1) ?? field;
  const before = parts.at(-2);
  return [
    ...(isService(field) ? ['service'] : []),
    last,
    ...(before === undefined ? [] : [before, `${before}_${last}`]),
    parts.join('_'),
  ];
}

/** Fields that `service` may stand for, as the service finds them. */
const SERVICE = /(^|[._@/])(service|serviceName|service_name|container_name|app|tag)([._@/]name)?$/;
function isService(field: string): boolean {
  return SERVICE.test(bare(field));
}

/** Without the sub-field that text is grouped by. */
function bare(field: string): string {
  return field.replace(/\.(keyword|raw)$/, '');
}

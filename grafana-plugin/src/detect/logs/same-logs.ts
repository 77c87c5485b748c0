import type { LogMeasure, OpenSearchQuery } from '@lapwing/contract';
import type { Variables } from '../promql/covers.ts';
import { hasVariable, variablesOf } from '../promql/variables.ts';
import { type Conjunct, conjunctsOf } from './lucene.ts';
import type { LogShape } from './log-shape.ts';

/** A condition on a field that picks a panel's series out of a detector's. */
export interface FieldMatch {
  field: string;
  /** Variables are not filled in. */
  value: string;
}

/** What the service calls the field of a document's service, under its usual names. */
const SERVICE =
  /(^|[._@])(service|app)([._@](name|keyword))*$|^serviceName$|kubernetes.*(labels.*app|container_name)/;

/** As `covers` of PromQL: what picks the panel's series out of the detector's, undefined where they are not the same. */
export function coversLogs(
  detector: OpenSearchQuery,
  panel: LogShape,
  variables: Variables,
): FieldMatch[] | undefined {
  if (detector.filter !== undefined && typeof detector.filter !== 'string') return undefined;
  if (indices(detector.index) !== indices(variables.fill(panel.index, 'text'))) return undefined;
  if (measureText(detector.measure) !== measureText(panel.measure)) return undefined;
  const extras = new Map(panel.conditions.map((one) => [filledText(one, variables), one]));
  for (const { text } of conjunctsOf(detector.filter ?? '')) {
    if (!extras.delete(text)) return undefined;
  }
  const picked: FieldMatch[] = [];
  for (const { field } of extras.values()) {
    if (!field || !detector.split_by.some((split) => sameField(split, field.name))) return undefined;
    picked.push({ field: field.name, value: field.value });
  }
  const missing = panel.splitBy.filter(
    (field) => !detector.split_by.some((split) => sameField(split, field)),
  );
  const summed = detector.split_by.filter((split) => !panel.splitBy.some((field) => sameField(split, field)));
  const each = summed.every((split) =>
    picked.some(({ field, value }) => sameField(split, field) && isOne(value, variables)),
  );
  return missing.length === 0 && each ? picked : undefined;
}

/** What a detector would watch for every value of the panel's variables, and what stays as it is chosen now. */
export function widenedLogs(
  shape: LogShape,
  variables: Variables,
): { query: OpenSearchQuery; labels: string[]; fixed: string[] } {
  const free = shape.conditions.filter(
    ({ field }) => field !== undefined && hasVariable(field.value) && isFree(field, shape, variables),
  );
  const names = free.flatMap(({ field }) => (field ? [field.name] : []));
  const rest = shape.conditions.filter((one) => !free.includes(one));
  const filter = rest.map((one) => writtenFilter(one, variables)).join(' AND ');
  const split = [...new Set([...shape.splitBy, ...names])];
  return {
    query: {
      type: 'opensearch',
      index: variables.fill(shape.index, 'text'),
      measure: shape.measure,
      split_by: split,
      ...(filter !== '' && { filter }),
      ...(shape.timeField !== undefined && { time_field: shape.timeField }),
    },
    labels: names,
    fixed: rest.filter(({ text }) => hasVariable(text)).map(({ field, text }) => field?.name ?? text),
  };
}

/** A field can be split by where that changes nothing of what the panel shows. */
function isFree(field: FieldMatchOf, shape: LogShape, variables: Variables): boolean {
  return isOne(field.value, variables) || shape.splitBy.some((split) => sameField(split, field.name));
}
type FieldMatchOf = NonNullable<Conjunct['field']>;

function writtenFilter({ text, field }: Conjunct, { fill }: Variables): string {
  if (field) return `${field.name}:${wordOrQuoted(fill(field.value, 'lucene'))}`;
  return /\s(OR|AND)\s|\s/.test(text) ? `(${fill(text, 'lucene')})` : fill(text, 'lucene');
}

function wordOrQuoted(value: string): string {
  return /^[\w.@/-]+$|^[("]/.test(value) ? value : JSON.stringify(value);
}

function filledText({ text, field }: Conjunct, { fill }: Variables): string {
  if (field) return `${field.name}:${fill(field.value, 'text')}`;
  return fill(text, 'lucene');
}

function isOne(value: string, { isSingle }: Variables): boolean {
  return variablesOf(value).every(isSingle);
}

function sameField(detectors: string, panels: string): boolean {
  const bare = (field: string): string => field.replace(/\.(keyword|raw)$/, '');
  return bare(detectors) === bare(panels) || (detectors === 'service' && SERVICE.test(panels));
}

function indices(text: string): string {
  return text
    .split(',')
    .map((one) => one.trim())
    .sort()
    .join(',');
}

function measureText(measure: LogMeasure): string {
  const field = 'field' in measure ? measure.field.replace(/\.(keyword|raw)$/, '') : '';
  const more =
    measure.type === 'percentile'
      ? measure.percent
      : measure.type === 'rate'
        ? JSON.stringify(measure.of)
        : '';
  return `${measure.type} ${field} ${more}`;
}

const LAST_PARTS = /[^.@/]+/g;

/** The label that the service gives a field: one of `labels`, or the last telling part of the field's name. */
export function labelOfField(field: string, labels: readonly string[]): string {
  const parts = (field.match(LAST_PARTS) ?? [field]).map((part) => part.replaceAll(/\W+/g, '_'));
  const ends = parts.map((_, place) => parts.slice(place).join('_'));
  const bare = parts.filter((part, place) => place === 0 || !/^(keyword|raw|name|text|value)$/.test(part));
  const candidates = [bare.at(-1) ?? field, bare.slice(-2).join('_'), ...ends];
  return (
    candidates.find((one) => labels.includes(one)) ??
    (SERVICE.test(field) && labels.includes('service') ? 'service' : (bare.at(-1) ?? field))
  );
}

export function isCounted({ type }: LogMeasure): boolean {
  return type === 'count' || type === 'sum' || type === 'cardinality';
}

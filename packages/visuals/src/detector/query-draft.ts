import type { CallMeasure, Detector, DetectorInput, OpenSearchQuery } from '@lapwing/contract';
import { type LabelRow, labelsOf, rowsOf } from './label-rows.ts';

type Query = DetectorInput['query'];
export type QueryType = Query['type'];
type Measure = Extract<Query, { type: 'opensearch' }>['measure']['type'];
export type CallsBy = 'service' | 'operation' | 'edge';

/** A query of any type as a form holds it: each type has its fields, and those of the others wait unseen. */
export interface QueryDraft {
  type: QueryType;
  expr: string;
  index: string;
  /** A query string; empty where `keptFilter` holds. */
  filter: string;
  /** A filter that is a query object: a form can't show it, so it is kept as it is until it is taken out. */
  keptFilter: Record<string, unknown> | undefined;
  measure: Measure;
  /** Query string of the documents whose share is measured. */
  of: string;
  keptOf: Record<string, unknown> | undefined;
  field: string;
  percent: string;
  /** Names, with commas between them. */
  splitBy: string;
  timeField: string;
  match: LabelRow[];
  callsBy: CallsBy[];
  measures: CallMeasure[];
  services: string;
  operations: string;
  detectors: string[];
  entityBy: string;
  model: 'msif-lstm' | 'ple-gru';
  messageField: string;
  levelField: string;
  serviceField: string;
  traceField: string;
  templates: string;
  learn: string;
}

export const CALLS_BY: readonly CallsBy[] = ['service', 'operation', 'edge'];
export const CALL_MEASURES: readonly CallMeasure[] = ['rate', 'errors', 'p50', 'p95', 'p99'];

export function emptyQuery(type: QueryType): QueryDraft {
  return {
    ...{ type, expr: '', index: '', filter: '', keptFilter: undefined, measure: 'count', of: '' },
    ...{ keptOf: undefined, field: '', percent: '95', splitBy: 'service', timeField: '', match: [] },
    ...{ callsBy: [...CALLS_BY], measures: [...CALL_MEASURES], services: '', operations: '' },
    ...{ detectors: [], entityBy: 'service', model: 'msif-lstm', messageField: '', levelField: '' },
    ...{ serviceField: '', traceField: '', templates: '100', learn: '1h' },
  };
}

export function queryDraftOf(query: Detector['query']): QueryDraft {
  const empty = emptyQuery(query.type);
  switch (query.type) {
    case 'prometheus':
      return { ...empty, expr: query.expr };
    case 'opensearch':
      return openSearchDraft(query);
    case 'ingest':
    case 'csv':
      return { ...empty, match: rowsOf(query.match) };
    case 'traces':
      return {
        ...empty,
        ...{ callsBy: query.by, measures: query.measures },
        ...{ services: query.services.join(', '), operations: query.operations.join(', ') },
      };
    case 'entities':
      return { ...empty, detectors: query.detectors, entityBy: query.by, model: query.model };
    case 'behaviour':
      return { ...empty, services: query.services.join(', ') };
    case 'templates':
      return {
        ...empty,
        ...{ index: query.index ?? '', ...filterDraft(query.filter), timeField: query.time_field ?? '' },
        ...{ messageField: query.message_field ?? '', levelField: query.level_field ?? '' },
        ...{ serviceField: query.service_field ?? '', traceField: query.trace_field ?? '' },
        templates: String(query.templates),
        learn: query.learn,
      };
  }
}

function openSearchDraft(query: OpenSearchQuery): QueryDraft {
  const { measure } = query;
  const empty = emptyQuery('opensearch');
  return {
    ...empty,
    ...{ index: query.index, ...filterDraft(query.filter), splitBy: query.split_by.join(', ') },
    ...{ timeField: query.time_field ?? '', measure: measure.type },
    field: 'field' in measure ? measure.field : '',
    percent: measure.type === 'percentile' ? String(measure.percent) : empty.percent,
    of: measure.type === 'rate' && typeof measure.of === 'string' ? measure.of : '',
    keptOf: measure.type === 'rate' && typeof measure.of === 'object' ? measure.of : undefined,
  };
}

export function queryOf(draft: QueryDraft): Query {
  const filter = draft.keptFilter ?? draft.filter;
  const common = {
    ...(filter !== '' && { filter }),
    ...(draft.timeField !== '' && { time_field: draft.timeField }),
  };
  switch (draft.type) {
    case 'prometheus':
      return { type: 'prometheus', expr: draft.expr };
    case 'opensearch':
      return {
        ...{ type: 'opensearch', index: draft.index, ...common },
        ...{ split_by: namesOf(draft.splitBy), measure: measureOf(draft) },
      };
    case 'ingest':
    case 'csv':
      return { type: draft.type, match: labelsOf(draft.match) };
    case 'traces':
      return {
        ...{ type: 'traces', by: draft.callsBy, measures: draft.measures },
        ...{ services: namesOf(draft.services), operations: namesOf(draft.operations) },
      };
    case 'entities':
      return { type: 'entities', detectors: draft.detectors, by: draft.entityBy, model: draft.model };
    case 'behaviour':
      return { type: 'behaviour', services: namesOf(draft.services) };
    case 'templates':
      return {
        ...{ type: 'templates', ...common, learn: draft.learn, templates: Number(draft.templates) },
        ...(draft.index !== '' && { index: draft.index }),
        ...(draft.messageField !== '' && { message_field: draft.messageField }),
        ...(draft.levelField !== '' && { level_field: draft.levelField }),
        ...(draft.serviceField !== '' && { service_field: draft.serviceField }),
        ...(draft.traceField !== '' && { trace_field: draft.traceField }),
      };
  }
}

function measureOf(draft: QueryDraft): Extract<Query, { type: 'opensearch' }>['measure'] {
  switch (draft.measure) {
    case 'count':
      return { type: 'count' };
    case 'rate':
      return { type: 'rate', of: draft.keptOf ?? draft.of };
    case 'percentile':
      return { type: 'percentile', field: draft.field, percent: Number(draft.percent) };
    default:
      return { type: draft.measure, field: draft.field };
  }
}

function filterDraft(
  filter: string | Record<string, unknown> | undefined,
): Pick<QueryDraft, 'filter' | 'keptFilter'> {
  return typeof filter === 'object'
    ? { filter: '', keptFilter: filter }
    : { filter: filter ?? '', keptFilter: undefined };
}

function namesOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

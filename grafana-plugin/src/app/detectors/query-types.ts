import type { SignalKind } from '@lapwing/contract';
import type { QueryType } from '@lapwing/visuals';

/** What a detector can watch, in words. */
export const QUERY_TYPES: readonly {
  value: QueryType;
  label: string;
  description: string;
  /** In a list, before the name of the source. */
  listed: string;
}[] = [
  {
    value: 'prometheus',
    label: 'Metrics by PromQL',
    description: 'Each series is a signal',
    listed: 'Metrics',
  },
  {
    value: 'opensearch',
    label: 'Log documents',
    description: 'Counts and measures of them',
    listed: 'Log documents',
  },
  {
    value: 'templates',
    label: 'What logs say',
    description: 'Templates of log lines',
    listed: 'Log templates',
  },
  {
    value: 'traces',
    label: 'Calls between services',
    description: 'Rates, errors and durations',
    listed: 'Calls between services',
  },
  {
    value: 'behaviour',
    label: 'How services behave',
    description: 'What happens in their requests',
    listed: 'Behaviour of services',
  },
  {
    value: 'ingest',
    label: 'Readings that programs send',
    description: 'To the service’s API',
    listed: 'Readings sent in',
  },
  { value: 'csv', label: 'Readings of a file', description: '', listed: 'Readings of a file' },
  {
    value: 'entities',
    label: 'Signals of several detectors',
    description: 'Read together, by a net',
    listed: 'Several detectors together',
  },
];

/** What a query's readings are made of, unless told. */
export const KIND_OF_QUERY: Readonly<Record<QueryType, SignalKind>> = {
  prometheus: 'metric',
  opensearch: 'log',
  templates: 'log',
  traces: 'trace',
  behaviour: 'trace',
  ingest: 'metric',
  csv: 'metric',
  entities: 'metric',
};

import type { SignalKind } from '@lapwing/contract';
import type { QueryType } from '@lapwing/visuals';

/** What a detector can watch, in words. */
export const QUERY_TYPES: readonly { value: QueryType; label: string; description: string }[] = [
  { value: 'prometheus', label: 'Metrics by PromQL', description: 'Each series is a signal' },
  { value: 'opensearch', label: 'Log documents', description: 'Counts and measures of them' },
  { value: 'templates', label: 'What logs say', description: 'Templates of log lines' },
  { value: 'traces', label: 'Calls between services', description: 'Rates, errors and durations' },
  { value: 'behaviour', label: 'How services behave', description: 'What happens in their requests' },
  { value: 'ingest', label: 'Readings that are sent', description: 'By programs, to the service’s API' },
  { value: 'csv', label: 'Readings of a file', description: '' },
  { value: 'entities', label: 'Signals of several detectors', description: 'Read together, by a net' },
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

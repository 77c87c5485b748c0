import type { DetectorInput } from '@lapwing/contract';

/** Train Ticket's day: the metrics begin at 08:41:09 and end at 23:59:11. */
export const FROM = Date.parse('2023-01-29T08:40:00Z');
/** A reading at t is the newest sample at t: the last one is the reading of midnight. */
export const UNTIL = Date.parse('2023-01-30T00:01:00Z');
export const INTERVAL_MS = 60_000;

/** A pod's service, from its name. */
const withService = (expr: string): string =>
  `label_replace(${expr}, "service", "$1", "pod", "(.+)-[0-9a-z]+-[0-9a-z]+")`;

/** Which series of Prometheus a detector watches, by name; readings are counted by the same list. */
export const METRIC_DETECTORS = [
  {
    id: 'cpu',
    name: 'Saturation: CPU',
    metric: 'pod:container_cpu_usage_millicores:rate1m',
    direction: 'up',
  },
  { id: 'requests', name: 'Requests served', metric: 'pod:http_server_requests:rate1m', direction: 'both' },
  {
    id: 'server-latency',
    name: 'Duration of requests served',
    metric: 'pod:http_server_duration_seconds:p90',
    direction: 'up',
  },
  {
    id: 'client-latency',
    name: 'Duration of requests made',
    metric: 'pod:http_client_duration_seconds:p90',
    direction: 'up',
  },
  {
    id: 'front-latency',
    name: 'Duration of requests at the front',
    metric: 'service:http_server_duration_seconds:p90',
    direction: 'up',
  },
] as const;

export const LOG_COUNT = { id: 'log-lines', labels: { metric: 'log_lines' } };
export const LOG_ERRORS = { id: 'log-errors', labels: { metric: 'log_error_rate' }, of: 'log:error' };

/** The detectors as a person would write them who replays that day up to `until`. */
export function detectors(until: number): DetectorInput[] {
  const span = { from: new Date(FROM).toISOString(), until: new Date(until).toISOString() };
  const metrics = METRIC_DETECTORS.map(({ id, name, metric, direction }): DetectorInput => ({
    ...{ id, name, direction, ...span },
    ...{ source: 'metrics', kind: 'metric' },
    query: { type: 'prometheus', expr: metric.startsWith('pod:') ? withService(metric) : metric },
  }));
  const logs = { source: 'logs', kind: 'log', ...span } as const;
  const query = { type: 'opensearch', index: 'fluent-bit-*', split_by: ['service'] } as const;
  return [
    ...metrics,
    {
      ...{ ...logs, id: LOG_COUNT.id, name: 'Log lines', labels: LOG_COUNT.labels },
      query: { ...query, split_by: [...query.split_by], measure: { type: 'count' } },
    },
    {
      ...{ ...logs, id: LOG_ERRORS.id, name: 'Share of errors', labels: LOG_ERRORS.labels, direction: 'up' },
      query: { ...query, split_by: [...query.split_by], measure: { type: 'rate', of: LOG_ERRORS.of } },
    },
  ];
}

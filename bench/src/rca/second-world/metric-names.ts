import type { Part } from './blueprint.ts';
import type { Field } from './ledger.ts';

/** Conventions of naming: of short tables, of Prometheus' exporters, of OpenTelemetry. */
export type Naming = 'short' | 'exporter' | 'otel';

type Names = Partial<Record<Naming, string>>;
/** A metric, where there is one, under each convention's name. */
export interface Metric extends Names {
  field: Field;
  /** Summed up as a counter, in a rate, or as it stands. */
  is: 'flow' | 'level';
  /** From the ledger's unit to the metric's. */
  times: number;
  /** Over pods: their mean, or their sum. */
  mean?: true;
  /** Container metrics are gone with the container. */
  container?: true;
  of: 'all' | 'app' | 'java' | 'store' | Part;
}

const KB = 1024;
export const MIB = 1024 * 1024;

/** What there is to read of a part; a service lacks some of it. */
export const METRICS: readonly Metric[] = [
  {
    field: 'cpu',
    is: 'flow',
    times: 1,
    short: 'cpu',
    exporter: 'container_cpu_usage_seconds_total',
    otel: 'container.cpu.usage',
    container: true,
    of: 'all',
  },
  {
    field: 'throttled',
    is: 'flow',
    times: 1,
    exporter: 'container_cpu_cfs_throttled_seconds_total',
    container: true,
    of: 'all',
  },
  {
    field: 'mem',
    is: 'level',
    times: MIB,
    mean: true,
    short: 'mem',
    exporter: 'container_memory_working_set_bytes',
    otel: 'container.memory.working_set',
    container: true,
    of: 'all',
  },
  {
    field: 'written',
    is: 'flow',
    times: KB,
    short: 'diskio',
    exporter: 'container_fs_writes_bytes_total',
    otel: 'container.disk.io.write',
    container: true,
    of: 'all',
  },
  {
    field: 'read',
    is: 'flow',
    times: KB,
    exporter: 'container_fs_reads_bytes_total',
    container: true,
    of: 'all',
  },
  {
    field: 'rx',
    is: 'flow',
    times: KB,
    exporter: 'container_network_receive_bytes_total',
    otel: 'container.network.io.receive',
    container: true,
    of: 'all',
  },
  {
    field: 'tx',
    is: 'flow',
    times: KB,
    exporter: 'container_network_transmit_bytes_total',
    otel: 'container.network.io.transmit',
    container: true,
    of: 'all',
  },
  {
    field: 'sockets',
    is: 'level',
    times: 1,
    short: 'socket',
    exporter: 'container_sockets',
    container: true,
    of: 'all',
  },
  { field: 'threads', is: 'level', times: 1, exporter: 'container_threads', container: true, of: 'all' },
  {
    field: 'restarts',
    is: 'flow',
    times: 1,
    exporter: 'kube_pod_container_status_restarts_total',
    of: 'app',
  },
  {
    field: 'replicas',
    is: 'level',
    times: 1,
    exporter: 'kube_deployment_status_replicas_available',
    otel: 'k8s.deployment.available',
    of: 'app',
  },
  {
    field: 'requests',
    is: 'flow',
    times: 1,
    short: 'workload',
    exporter: 'istio_requests_total',
    otel: 'http.server.request.count',
    of: 'app',
  },
  {
    field: 'errors',
    is: 'flow',
    times: 1,
    short: 'error',
    exporter: 'istio_requests_5xx_total',
    otel: 'http.server.error.count',
    of: 'app',
  },
  { field: 'active', is: 'level', times: 1, otel: 'http.server.active_requests', of: 'app' },
  {
    field: 'heap',
    is: 'level',
    times: MIB,
    mean: true,
    exporter: 'jvm_memory_used_bytes',
    otel: 'jvm.memory.used',
    container: true,
    of: 'java',
  },
  {
    field: 'gc',
    is: 'flow',
    times: 1,
    exporter: 'jvm_gc_pause_seconds_sum',
    otel: 'jvm.gc.duration',
    of: 'java',
  },
  {
    field: 'pool',
    is: 'level',
    times: 1,
    exporter: 'hikaricp_connections_active',
    otel: 'db.client.connections.usage',
    of: 'java',
  },
  { field: 'pooled', is: 'level', times: 1, exporter: 'hikaricp_connections_pending', of: 'java' },
  {
    field: 'requests',
    is: 'flow',
    times: 1,
    exporter: 'mysql_global_status_queries',
    otel: 'db.queries',
    of: 'database',
  },
  {
    field: 'active',
    is: 'level',
    times: 1,
    exporter: 'mysql_global_status_threads_running',
    otel: 'db.active',
    of: 'database',
  },
  { field: 'slow', is: 'flow', times: 1, exporter: 'mysql_global_status_slow_queries', of: 'database' },
  {
    field: 'requests',
    is: 'flow',
    times: 1,
    exporter: 'redis_commands_processed_total',
    otel: 'redis.commands.processed',
    of: 'cache',
  },
  { field: 'active', is: 'level', times: 1, exporter: 'redis_connected_clients', of: 'cache' },
  {
    field: 'requests',
    is: 'flow',
    times: 1,
    exporter: 'broker_messages_published_total',
    otel: 'messaging.publish.messages',
    of: 'broker',
  },
  {
    field: 'lag',
    is: 'level',
    times: 1,
    exporter: 'kafka_consumergroup_lag',
    otel: 'messaging.consumer.lag',
    of: 'app',
  },
];

export const LATENCY: Readonly<Record<Naming, (percent: number) => string>> = {
  short: (percent) => `latency-${percent}`,
  exporter: (percent) => `istio_request_duration_milliseconds_p${percent}`,
  otel: (percent) => `http.server.request.duration.p${percent}`,
};

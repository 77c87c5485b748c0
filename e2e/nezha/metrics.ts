import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { WrittenSeries } from '../servers/index.ts';
import { csvFiles, csvRows } from './csv-file.ts';

/**
 * The names of the columns' series, as recording rules over cAdvisor's and OpenTelemetry's metrics would name them
 * (level:metric:operation): what the files hold are rates and quantiles already.
 */
export const POD_METRICS: Readonly<Record<string, string>> = {
  'CpuUsage(m)': 'pod:container_cpu_usage_millicores:rate1m',
  'CpuUsageRate(%)': 'pod:container_cpu_usage_percent:rate1m',
  'MemoryUsage(Mi)': 'pod:container_memory_working_set_mebibytes:sum',
  'MemoryUsageRate(%)': 'pod:container_memory_working_set_percent:sum',
  SyscallRead: 'pod:syscall_read:rate1m',
  SyscallWrite: 'pod:syscall_write:rate1m',
  NetworkReceiveBytes: 'pod:container_network_receive_bytes:rate1m',
  NetworkTransmitBytes: 'pod:container_network_transmit_bytes:rate1m',
  'PodClientLatencyP90(s)': 'pod:http_client_duration_seconds:p90',
  'PodServerLatencyP90(s)': 'pod:http_server_duration_seconds:p90',
  'PodClientLatencyP95(s)': 'pod:http_client_duration_seconds:p95',
  'PodServerLatencyP95(s)': 'pod:http_server_duration_seconds:p95',
  'PodClientLatencyP99(s)': 'pod:http_client_duration_seconds:p99',
  'PodServerLatencyP99(s)': 'pod:http_server_duration_seconds:p99',
  'PodWorkload(Ops)': 'pod:http_server_requests:rate1m',
  'PodSuccessRate(%)': 'pod:http_server_success_percent:ratio',
  'NodeCpuUsageRate(%)': 'node:cpu_usage_percent:rate1m',
  'NodeMemoryUsageRate(%)': 'node:memory_usage_percent:sum',
  NodeNetworkReceiveBytes: 'node:network_receive_bytes:rate1m',
};
export const FRONT_METRICS: Readonly<Record<string, string>> = {
  'SuccessRate(%)': 'service:http_server_success_percent:ratio',
  'LatencyP50(s)': 'service:http_server_duration_seconds:p50',
  'LatencyP90(s)': 'service:http_server_duration_seconds:p90',
  'LatencyP95(s)': 'service:http_server_duration_seconds:p95',
  'LatencyP99(s)': 'service:http_server_duration_seconds:p99',
};
const FRONT_FILE = 'front_service.csv.gz';

/** The day's metrics as series for Prometheus: every column of every pod and of the front service, each sample. */
export async function readMetrics(day: string): Promise<WrittenSeries[]> {
  const series: WrittenSeries[] = [];
  for (const file of csvFiles(path.join(day, 'metric'))) {
    const front = path.basename(file) === FRONT_FILE;
    series.push(...(await readFile(file, front ? FRONT_METRICS : POD_METRICS, front)));
  }
  return series;
}

async function readFile(
  file: string,
  names: Readonly<Record<string, string>>,
  front: boolean,
): Promise<WrittenSeries[]> {
  const series = new Map<string, WrittenSeries>();
  for await (const row of csvRows(file)) {
    const time = Date.parse(`${row['Time'].slice(0, 23).replace(' ', 'T')}Z`);
    const owner = front
      ? { service: row['ServiceName'] }
      : { namespace: 'default', pod: row['PodName'], container: 'server' };
    for (const [column, name] of Object.entries(names)) {
      const value = row[column];
      if (value === undefined) throw new Error(`${file} has no column ${column}`);
      let one = series.get(column);
      if (one === undefined) {
        one = { labels: { __name__: name, ...owner }, samples: [] };
        series.set(column, one);
      }
      one.samples.push([time, Number(value)]);
    }
  }
  return [...series.values()];
}

/** Pods whose metrics the day has. */
export function countPods(day: string): number {
  return readdirSync(path.join(day, 'metric')).filter((name) => name.startsWith('ts-')).length;
}

import { fluentBitRecord, indexOf, readLogs } from '../nezha/logs.ts';
import { readMetrics } from '../nezha/metrics.ts';
import type { RunningOpenSearch, RunningPrometheus } from '../servers/index.ts';
import { LogCounts, metricReadings, type Readings } from './expected.ts';

/** Puts the day into both servers; gives what the detectors must read of it, counted from the files. */
export async function fill(
  day: string,
  os: RunningOpenSearch,
  prometheus: RunningPrometheus,
): Promise<Readings> {
  const series = await readMetrics(day);
  await prometheus.write(series);
  const counts = new LogCounts();
  const byIndex = new Map<string, object[]>();
  for await (const line of readLogs(day)) {
    counts.add(line);
    const records = byIndex.get(indexOf(line.time)) ?? [];
    byIndex.set(indexOf(line.time), records);
    records.push(fluentBitRecord(line));
  }
  for (const [index, records] of byIndex) {
    const half = Math.ceil(records.length / 2);
    // Two at once: OpenSearch works on one while the other is put into words.
    await Promise.all([records.slice(0, half), records.slice(half)].map((part) => os.index(index, part)));
  }
  return new Map([...metricReadings(series), ...counts.readings()]);
}

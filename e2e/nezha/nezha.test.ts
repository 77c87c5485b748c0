import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readFaults } from './faults.ts';
import { findNezhaDay, needNezha } from './folder.ts';
import { fluentBitRecord, indexOf, readLogs } from './logs.ts';
import { countPods, FRONT_METRICS, POD_METRICS, readMetrics } from './metrics.ts';
import { podParts, serviceOf } from './pods.ts';

test('a folder that is named must hold the day', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-nezha-'));
  const env = { LAPWING_DATASETS: folder };
  expect(findNezhaDay(env)).toMatchObject({
    broken: expect.stringContaining('set LAPWING_DATASETS') as string,
  });
  const day = path.join(folder, 'nezha-trainticket/2023-01-29');
  for (const part of ['log', 'metric']) mkdirSync(path.join(day, part), { recursive: true });
  expect(findNezhaDay(env)).toEqual({ broken: `${day} lacks fault_list.json` });
  writeFileSync(path.join(day, 'fault_list.json'), '{}');
  writeFileSync(path.join(day, 'log/a.csv.gz'), '');
  expect(findNezhaDay(env)).toEqual({ broken: `${day}: metric is empty` });
  writeFileSync(path.join(day, 'metric/a.csv.gz'), '');
  expect(findNezhaDay(env)).toEqual({ folder: day });
  rmSync(folder, { recursive: true });
});

test('a pod tells its service', () => {
  expect(serviceOf('ts-food-delivery-service-76bcf4dcb9-5kb7h')).toBe('ts-food-delivery-service');
  expect(podParts('ts-route-service-b6c59fb57-zv8dt').templateHash).toBe('b6c59fb57');
  expect(() => podParts('standalone')).toThrow('no pod of a deployment');
});

needNezha('the day of Train Ticket', (day) => {
  test('28 faults, the first at 08:43:04 in UTC', () => {
    const faults = readFaults(day);
    expect(faults.length).toBe(28);
    expect(faults[0]).toEqual({
      ...{ at: Date.parse('2023-01-29T08:43:04Z'), service: 'ts-contacts-service', type: 'return' },
    });
  });

  test('every column of every pod, a sample a minute', async () => {
    const series = await readMetrics(day);
    const columns = countPods(day) * Object.keys(POD_METRICS).length + Object.keys(FRONT_METRICS).length;
    expect(series.length).toBe(columns);
    for (const { samples } of series) {
      expect(samples.length).toBe(919);
      expect(samples.every(([time], i) => i === 0 || time > samples[i - 1][0])).toBe(true);
    }
  });

  test('each line once, as Fluent Bit writes it', async () => {
    let lines = 0;
    let garbled = 0;
    let first: object = {};
    for await (const line of readLogs(day)) {
      if (lines++ === 0) first = fluentBitRecord(line);
      if (line.fields.time === undefined) garbled++;
      // The time of the record, not the one that some messages hold.
      else expect(Date.parse(line.fields.time)).toBe(line.time);
      if (indexOf(line.time) !== 'fluent-bit-2023.01.29') throw new Error(indexOf(line.time));
    }
    expect(lines).toBe(168_642);
    expect(garbled).toBe(2);
    expect(first).toMatchObject({
      '@timestamp': '2023-01-29T08:42:22.383Z',
      stream: 'stdout',
      time: '2023-01-29T08:42:22.383150913Z',
      kubernetes: {
        pod_name: 'ts-travel-service-64469b5b48-25zj6',
        namespace_name: 'default',
        container_name: 'server',
        host: '33.33.33.116',
        labels: { app: 'ts-travel-service', 'pod-template-hash': '64469b5b48' },
      },
    });
  });
});

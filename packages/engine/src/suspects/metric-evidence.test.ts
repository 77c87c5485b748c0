import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { metricEvidence } from './metric-evidence.ts';
import type { MetricSeries } from './metric-series.ts';
import { metricRole } from './metric-role.ts';

const WINDOW = { atMs: 60_000, untilMs: 90_000 };

function series(service: string, metric: string, value: (i: number, chance: number) => number): MetricSeries {
  const random = new Random(service.length * 31 + metric.length);
  const times = Array.from({ length: 90 }, (_, i) => i * 1000);
  return { service, metric, times, values: times.map((_, i) => value(i, random.next())) };
}

const top = (all: MetricSeries[]): string | undefined =>
  metricEvidence(all, WINDOW).sort((a, b) => b.strength - a.strength)[0]?.service;

test('the one that left its past, up or down, also from a flat past', () => {
  const calm = ['a', 'bb', 'ccc'].map((name) => series(name, 'cpu', (_, chance) => 10 + chance));
  const up = series('hot', 'cpu', (i, chance) => (i >= 70 ? 30 : 10) + chance);
  expect(top([...calm, up])).toBe('hot');
  const flat = ['a', 'bb'].map((name) => series(name, 'errors', () => 0));
  expect(top([...flat, series('bad', 'errors', (i) => (i >= 60 ? 5 : 0))])).toBe('bad');
  const down = series('low', 'availability', (i) => (i >= 60 ? 80 : 100));
  expect(top([series('a', 'availability', () => 100), down])).toBe('low');
});

test('what all share is nobody’s', () => {
  const all = ['a', 'bb', 'ccc'].map((name) =>
    series(name, 'cpu', (i, chance) => (i >= 60 ? 30 : 10) + chance),
  );
  const evidence = metricEvidence(all, WINDOW);
  expect(Math.max(...evidence.map(({ strength }) => strength))).toBeLessThan(1.5);
});

test('a few per cent more of a steady resource are less than half as much again of a restless one', () => {
  const steady = ['a', 'bb', 'ccc'].map((name) => series(name, 'mem', (_, chance) => 100 + 0.1 * chance));
  const crept = series('crept', 'mem', (i, chance) => (i >= 60 ? 107 : 100) + 0.1 * chance);
  const hot = series('burnt', 'cpu', (i, chance) => (i >= 60 ? 16 : 10) + 3 * chance);
  const restless = ['a', 'bb', 'ccc'].map((name) => series(name, 'cpu', (_, chance) => 10 + 3 * chance));
  expect(top([...steady, ...restless, crept, hot])).toBe('burnt');
});

test('of few readings nothing very rare can be told', () => {
  const calm = ['a', 'bb', 'ccc'].map((name) => series(name, 'latency', (_, chance) => 10 + chance));
  const seldom = series('seldom', 'latency', (i, chance) =>
    i % 20 === 0 ? (i >= 60 ? 900 : 10) + chance : NaN,
  );
  const found = metricEvidence([...calm, seldom], WINDOW).find(({ service }) => service === 'seldom');
  expect(found?.strength).toBeLessThan(2);
});

test('short, empty and broken series are passed over', () => {
  const none = { service: 'x', metric: 'm', times: [], values: [] };
  const one = { service: 'y', metric: 'm', times: [0, 70_000], values: [1, 9] };
  const gaps = { service: 'z', metric: 'm', times: [0, 1, 2, 70_000], values: [NaN, NaN, NaN, NaN] };
  expect(metricEvidence([none, one, gaps], WINDOW)).toEqual([]);
});

test.each([
  ['CpuUsage(m)', 'resource'],
  ['container_memory_bytes', 'resource'],
  ['latency-90', 'latency'],
  ['PodServerLatencyP95(s)', 'latency'],
  ['request_errors_total', 'failure'],
  ['availability_Average', 'success'],
  ['workload', 'load'],
  ['load', 'load'],
  ['load1', 'resource'],
  ['NetworkReceiveBytes', 'load'],
  ['temperature', 'unknown'],
])('%s is of role %s', (name, role) => {
  expect(metricRole(name)).toBe(role);
});

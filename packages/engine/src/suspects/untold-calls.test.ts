import { expect, test } from 'vitest';
import { CallGraph } from './call-graph.ts';
import type { Evidence } from './evidence.ts';
import { untoldCalls } from './untold-calls.ts';

const WINDOW = { atMs: 10, untilMs: 20 };

const latency = (service: string, ms: number) => ({
  service,
  metric: 'latency',
  times: Array.from({ length: 10 }, (_, i) => i),
  values: new Array<number>(10).fill(ms),
});

const slow = (service: string, ...profile: number[]): Evidence => ({
  service,
  kind: 'metric',
  family: 'latency',
  signal: 'latency',
  strength: 2,
  reach: 'callee',
  profile: Float64Array.from(profile),
  words: '',
});

const SAME = [0, 20, 30, 2];
const OTHER = [30, 0, 1, 20];
const metrics = [latency('address', 20), latency('search', 10), latency('store', 5)];

test('who suffers in the same course and is slower by itself waits for the other', () => {
  const evidence = [slow('address', ...SAME), slow('search', ...SAME), slow('store', ...OTHER)];
  expect(untoldCalls(metrics, evidence, new CallGraph(), WINDOW)).toEqual([['address', 'search']]);
});

test('a service whose calls are told calls nobody else, and no ring is made', () => {
  const evidence = [slow('address', ...SAME), slow('search', ...SAME)];
  const told = new CallGraph();
  told.addCall('address', 'store');
  expect(untoldCalls(metrics, evidence, told, WINDOW)).toEqual([]);
  const called = new CallGraph();
  called.addCall('search', 'address');
  expect(untoldCalls(metrics, evidence, called, WINDOW)).toEqual([]);
});

test('of what no course or no latency is known nothing is said', () => {
  const { profile, ...flat } = slow('address', ...SAME);
  expect(profile).toBeDefined();
  expect(untoldCalls(metrics, [flat, slow('search', ...SAME)], new CallGraph(), WINDOW)).toEqual([]);
  const evidence = [slow('address', ...SAME), slow('search', ...SAME)];
  expect(untoldCalls([], evidence, new CallGraph(), WINDOW)).toEqual([]);
  expect(untoldCalls(metrics, [slow('address', NaN), slow('search', NaN)], new CallGraph(), WINDOW)).toEqual(
    [],
  );
});

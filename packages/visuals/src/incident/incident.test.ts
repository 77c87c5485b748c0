import type { Incident } from '@lapwing/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { incidentGraph } from './graph.ts';
import { spanAt, swimLanes } from './lanes.ts';
import { layered } from './layered.ts';
import { incidentTimeline } from './timeline.ts';

const START = Date.parse('2026-01-01T10:00:00.000Z');
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();
const part = (entity: string, from: number, to: number | null, score = 60) => ({
  ...{ entity, start: at(from), end: to === null ? null : at(to), score, anomaly_ids: [`${entity}-1`] },
});
const suspect = {
  ...{ rank: 1, service: 'ledger', kind: 'metric' as const, signal: 'latency', signal_id: null },
  ...{ score: 9, evidence: [], path: ['ledger', 'cart', 'web'] },
};
const incident: Incident = {
  ...{ id: 'i1', status: 'open', severity: 'HIGH', score: 72, title: 'Trouble in ledger' },
  ...{ started_at: at(0), updated_at: at(3), resolved_at: null, anomalies: 3 },
  services: ['web', 'ledger', 'cart'],
  suspect,
  suspects: [suspect],
  confidence: 'likely',
  parts: [part('web', 2, null), part('cart', 0, 4), part('ledger', 0, 5, 72)],
  steps: [
    { from: 'ledger', to: 'cart', lag_seconds: 0, evidence: 4 },
    { from: 'cart', to: 'web', lag_seconds: 120, evidence: 3 },
  ],
  ...{ episodes: [], late: [], history: [], unseen: [], merged_into: null, split_from: null },
};

test('a timeline is in order of onset, suspects first, and open parts reach to now', () => {
  const { rows, from, to } = incidentTimeline(incident, START + 600_000);
  expect(rows.map(({ entity, lagSeconds, from: cause }) => [entity, lagSeconds, cause])).toEqual([
    ['ledger', 0, undefined],
    ['cart', 0, 'ledger'],
    ['web', 120, 'cart'],
  ]);
  expect(rows[0]).toMatchObject({ rank: 1, severity: 'CRITICAL', end: START + 300_000 });
  expect(rows[2].end).toBeNull();
  expect([from, to]).toEqual([START - 30_000, START + 630_000]);
});

test('an incident that has just begun has a timeline of a minute', () => {
  const { from, to } = incidentTimeline({ ...incident, parts: [] }, START);
  expect(to - from).toBe(66_000);
});

test('lanes: one a signal, worst first, cut to the range', () => {
  const lanes = swimLanes(
    [
      anomaly({ id: 'b', signal_id: 'b', severity: 'MEDIUM', score: 45, start: at(-10), end: at(5) }),
      anomaly({ id: 'late', start: at(50), end: null }),
      anomaly({ id: 'early', severity: 'CRITICAL', score: 80, start: at(20), end: at(30) }),
      anomaly({ id: 'gone', signal_id: 'c', start: at(-20), end: at(0) }),
    ],
    START,
    START + 3_600_000,
  );
  expect(lanes.map(({ signalId, severity }) => [signalId, severity])).toEqual([
    ['00000000000000a1', 'CRITICAL'],
    ['b', 'MEDIUM'],
  ]);
  expect(lanes[0].spans.map(({ anomalyId }) => anomalyId)).toEqual(['early', 'late']);
  expect(lanes[0].spans[1].end).toBe(START + 3_600_000);
  expect(lanes[1].spans[0]).toMatchObject({ start: START, end: START + 300_000 });
});

test('at the cursor: the loudest mark, within the slack', () => {
  const [lane] = swimLanes(
    [
      anomaly({ id: 'long', start: at(0), end: at(30), score: 50 }),
      anomaly({ id: 'short', start: at(10), end: at(10), score: 60 }),
    ],
    START,
    START + 3_600_000,
  );
  const found = (minute: number): string | undefined =>
    spanAt(lane, START + minute * 60_000, 60_000)?.anomalyId;
  expect([found(5), found(9.5), found(12), found(30.5), found(40)]).toEqual([
    'long',
    'short',
    'long',
    'long',
    undefined,
  ]);
});

test('where it began is in the graph though it has no anomaly, and a service that fails again does not explain itself', () => {
  const steps = [
    { from: 'db', to: 'ledger', lag_seconds: 0, evidence: 0 },
    { from: 'ledger', to: 'ledger', lag_seconds: 480, evidence: 3 },
    { from: 'ledger', to: 'cart', lag_seconds: 0, evidence: 4 },
  ];
  const { nodes } = incidentGraph({ ...incident, steps }, []);
  expect(nodes.find(({ service }) => service === 'db')).toMatchObject({ isRoot: true, severity: undefined });
  expect(nodes.find(({ service }) => service === 'ledger')?.isRoot).toBe(false);
  const [again] = incidentTimeline({ ...incident, steps: steps.slice(1) }, START).rows;
  expect([again.entity, again.from]).toEqual(['ledger', undefined]);
});

test('a graph has the services, what lies between them, and the way trouble took', () => {
  const calls = [
    { caller: 'web', callee: 'gateway' },
    { caller: 'gateway', callee: 'cart' },
    { caller: 'cart', callee: 'ledger' },
    { caller: 'cart', callee: 'elsewhere' },
  ];
  const { nodes, edges, columns } = incidentGraph(incident, calls);
  expect(nodes.map(({ service, x, severity, isRoot }) => [service, x, severity, isRoot])).toEqual([
    ['web', 0, 'HIGH', false],
    ['ledger', 3, 'CRITICAL', true],
    ['cart', 2, 'HIGH', false],
    ['gateway', 1, undefined, false],
  ]);
  expect(columns).toBe(4);
  expect(edges.find(({ caller, callee }) => caller === 'cart' && callee === 'ledger')).toMatchObject({
    spread: 'up',
    lagSeconds: 0,
  });
  // No call is known between the two: the step stands for one.
  expect(edges.find(({ caller, callee }) => caller === 'web' && callee === 'cart')).toMatchObject({
    spread: 'up',
  });
});

test('edges go to the right, whatever the graph; circles are opened', () => {
  const graphs = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), { maxLength: 20 })
    .map((pairs) => pairs.map(([a, b]): [string, string] => [`n${a}`, `n${b}`]));
  fc.assert(
    fc.property(graphs, (edges) => {
      const nodes = [...new Set(edges.flat())];
      const { at: place, columns, rows } = layered(nodes, edges);
      const taken = nodes.map((node) => JSON.stringify(place(node)));
      expect(new Set(taken).size).toBe(nodes.length);
      for (const node of nodes) {
        expect(place(node).x).toBeLessThan(columns);
        expect(place(node).y).toBeLessThan(rows);
      }
      const acyclic = edges.filter(([a, b]) => a < b);
      const sorted = layered(nodes, acyclic);
      for (const [a, b] of acyclic) expect(sorted.at(b).x).toBeGreaterThan(sorted.at(a).x);
    }),
  );
  expect(() => layered([], []).at('x')).toThrow(RangeError);
});

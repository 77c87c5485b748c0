import { CallGraph, type Evidence, type Incident } from '@lapwing/engine';
import { beforeEach, expect, test } from 'vitest';
import type { ComparisonTask } from './event-comparison.ts';
import { createEventEvidence, type EventEvidence } from './event-evidence.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 3);
const graph = new CallGraph();
graph.addCall('web', 'cart');
graph.addCall('cart', 'ledger');
graph.addCall('ledger', 'vault');

let asked: ComparisonTask[];
let found: Evidence[];
let stretches: { from: number; to: number }[];
let evidence: EventEvidence;

beforeEach(() => {
  asked = [];
  found = ['web', 'cart', 'ledger', 'vault', 'batch'].map((service) => ({
    ...{ service, kind: 'trace', signal: 'calls', family: 'calls', strength: 3, reach: 'callee', words: '' },
  }));
  stretches = [];
  evidence = createEventEvidence({
    compare: async (task) => {
      asked.push(task);
      return { evidence: found, senders: ['web', 'cart', 'ledger', 'vault'] };
    },
    incidents: { stretches: () => stretches },
    graph: () => graph,
  });
});

/** An incident whose services are in trouble from minute `from` to minute `to`; without it they still are. */
function incident(id: string, services: string[], from: number, to?: number): Incident {
  const end = to === undefined ? Infinity : START + to * MINUTE;
  const parts = services.map((entity) => ({
    ...{ id: `${id} ${entity}`, entity, start: START + from * MINUTE, end, score: 60, intervalMs: MINUTE },
    anomalies: [],
  }));
  return {
    ...{ id, status: 'open', seed: '', anomalies: new Set(), parts, spread: [], score: 60, events: [] },
    ...{ startedAt: START + from * MINUTE, updatedAt: START, resolvedAt: NaN },
  };
}

const services = (id: string): string[] => evidence.known(id).map(({ service }) => service);
const at = (minute: number): number => START + minute * MINUTE;

test('it tells of the services of the incident, of those that they call, and of those that these call', async () => {
  const one = incident('one', ['web'], 0);
  expect(services('one')).toEqual([]);
  expect(await evidence.look(one, [one], at(3))).toBe(true);
  expect(services('one')).toEqual(['web', 'cart', 'ledger']);
  expect(asked[0].window).toEqual({ atMs: at(0), untilMs: at(3) });
});

test('a service below that has trouble of another incident in that time is left to it', async () => {
  const one = incident('one', ['web'], 0);
  const merged: Incident = { ...incident('merged', ['cart'], 0), status: 'merged' };
  await evidence.look(one, [one, merged, incident('other', ['ledger'], 1, 2)], at(3));
  expect(services('one')).toEqual(['web', 'cart']);
  const two = incident('two', ['web'], 10);
  await evidence.look(two, [two, incident('over', ['ledger'], 1, 2)], at(13));
  expect(services('two')).toEqual(['web', 'cart', 'ledger']);
});

test('it looks again each minute, ten minutes long or until a minute after the end, and says whether that told more', async () => {
  const one = incident('one', ['web'], 0);
  await evidence.look(one, [one], at(2));
  expect(await evidence.look(one, [one], at(2) + 30_000)).toBe(false);
  expect(await evidence.look(one, [one], at(3))).toBe(false);
  found = found.map((piece) => ({ ...piece, strength: 5 }));
  expect(await evidence.look(one, [one], at(40))).toBe(true);
  expect(await evidence.look(one, [one], at(50))).toBe(false);
  expect(asked.map(({ window }) => (window.untilMs - START) / MINUTE)).toEqual([2, 3, 10]);
  const over = incident('over', ['web'], 0, 4);
  await evidence.look(over, [over], at(40));
  expect(asked.at(-1)?.window.untilMs).toBe(at(5));
});

test('what was wrong in the past day is kept out of what is usual, from the minute before it was seen', async () => {
  stretches = [{ from: at(-60), to: at(-50) }];
  const one = incident('one', ['web'], 0);
  await evidence.look(one, [one], at(3));
  expect(asked[0].troubles).toEqual([{ from: at(-61), to: at(-50) }]);
});

test('a comparison that fails leaves what was known, and is tried again a minute later', async () => {
  const one = incident('one', ['web'], 0);
  await evidence.look(one, [one], at(2));
  const failing = createEventEvidence({
    compare: async () => Promise.reject(new Error('the thread ended')),
    incidents: { stretches: () => [] },
    graph: () => graph,
  });
  await expect(failing.look(one, [one], at(2))).rejects.toThrow('the thread ended');
  expect(failing.known('one')).toEqual([]);
  await expect(failing.look(one, [one], at(3))).rejects.toThrow('the thread ended');
});

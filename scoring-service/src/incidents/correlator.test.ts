import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Incident, LiveEvent } from '@lapwing/contract';
import { CallGraph } from '@lapwing/engine';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE, seedSignal, type SeedAnomaly } from '../api/testing/seed.ts';
import { openStores, type Stores } from '../stores/open-stores.ts';
import { Correlator } from './correlator.ts';
import type { DetectorReach } from './frontier.ts';
import { Surroundings } from './surroundings.ts';

const START = Date.UTC(2026, 10, 22, 3);
const HIGH = { severity: 'HIGH' as const };

let folder: string;
let stores: Stores;
let reaches: DetectorReach[];
let told: LiveEvent[];
let down: string[];

const graph = new CallGraph();
graph.addCall('web', 'cart');
graph.addCall('cart', 'ledger');
graph.addService('batch');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-incidents-'));
  stores = open();
  reaches = [{ id: 'shop', watermark: START + 60 * MINUTE, down: false }];
  told = [];
  down = [];
});
afterEach(() => {
  stores.close();
  rmSync(folder, { recursive: true });
});

function open(): Stores {
  return openStores(folder, { now: () => START, onSetAside: () => undefined });
}

function start(): Correlator {
  const correlator = new Correlator({
    ...stores,
    surroundings: new Surroundings(stores.scores, () => graph),
    graph: () => graph,
    reaches: () => reaches,
    intervalMs: (id) => (id === 'shop' || id === 'slow' ? MINUTE : undefined),
    unseen: () => down,
    now: () => START + 60 * MINUTE,
    log: pino({ level: 'silent' }),
    onEvent: (event) => told.push(event),
  });
  correlator.start();
  return correlator;
}

/** A service whose latency strays from minute `from` until minute `to`. */
function trouble(
  service: string,
  from: number,
  to: number | null,
  detector = 'shop',
  metric = 'latency',
): void {
  const anomaly: SeedAnomaly = {
    ...HIGH,
    start: START + from * MINUTE,
    end: to === null ? null : START + to * MINUTE,
  };
  seedSignal(stores.scores, detector, { service, metric }, START, [10, 10, 99], [anomaly]);
}

async function settled(seconds = 2): Promise<Incident[]> {
  const before = JSON.stringify(all());
  for (let waited = 0; waited < seconds * 1000; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (JSON.stringify(all()) !== before) return all();
  }
  return all();
}

function all(): Incident[] {
  const { items } = stores.incidents.incidents(
    { statuses: ['open', 'acknowledged', 'resolved', 'merged'] },
    { limit: 100 },
  );
  return items.flatMap(({ id }) => stores.incidents.incident(id)?.incident ?? []);
}

test('anomalies of services that call each other become one incident with a suspect', async () => {
  trouble('ledger', 0, null);
  trouble('cart', 1, null);
  trouble('web', 2, null);
  trouble('batch', 2, null);
  const correlator = start();
  const [batch, shop] = await settled();
  expect(shop.services).toEqual(['ledger', 'cart', 'web']);
  expect(shop.suspect?.service).toBe('ledger');
  expect(shop.suspect?.signal).toBe('latency');
  expect(shop.steps.map(({ from, to, lag_seconds }) => [from, to, lag_seconds])).toEqual([
    ['ledger', 'cart', 60],
    ['cart', 'web', 60],
  ]);
  expect(shop.title).toBe('Trouble in ledger, felt in cart, web');
  expect(batch.services).toEqual(['batch']);
  expect(told.map(({ type }) => type)).toEqual(['incident', 'incident']);
  await correlator.stop();
});

test('after a restart it goes on under the same id, and resolves', async () => {
  trouble('ledger', 0, null);
  const first = start();
  const [before] = await settled();
  await first.stop();
  stores.close();
  stores = open();
  trouble('ledger', 0, 10);
  trouble('cart', 5, 12);
  const second = start();
  const [after, ...others] = await settled();
  expect(others).toEqual([]);
  expect(after.id).toBe(before.id);
  expect(after.services).toEqual(['ledger', 'cart']);
  expect(after.status).toBe('resolved');
  expect(after.resolved_at).toBe(new Date(START + 22 * MINUTE).toISOString());
  await second.stop();
});

test('it waits for a detector that is behind, and takes its anomalies in in their order', async () => {
  reaches = [...reaches, { id: 'slow', watermark: START, down: false }];
  trouble('cart', 5, null);
  const correlator = start();
  expect(await settled(0.3)).toEqual([]);
  trouble('ledger', 3, null, 'slow');
  reaches = reaches.map((reach) => ({ ...reach, watermark: START + 60 * MINUTE }));
  correlator.wake();
  const [incident] = await settled();
  expect(incident.parts.map(({ entity }) => entity)).toEqual(['ledger', 'cart']);
  await correlator.stop();
});

test('what it could not see is told', async () => {
  down = ['source:logs'];
  trouble('ledger', 0, null);
  const correlator = start();
  const [incident] = await settled();
  expect(incident.unseen).toEqual(['source:logs']);
  await correlator.stop();
});

test("a person's word is stored, and refused where it does not fit", async () => {
  trouble('ledger', 0, null);
  const correlator = start();
  const [{ id }] = await settled();
  expect(correlator.say('acknowledge', id, 'ann')).toBe(true);
  expect(correlator.say('acknowledge', id, 'ann')).toBe(false);
  expect(correlator.say('resolve', 'none', 'ann')).toBe(false);
  expect(stores.incidents.incident(id)?.incident.history.at(-1)).toMatchObject({
    what: 'acknowledged',
    by: 'ann',
  });
  await correlator.stop();
});

test('an anomaly whose detector is gone ends, and its incident with it', async () => {
  trouble('ledger', 0, null);
  const first = start();
  expect((await settled()).length).toBe(1);
  await first.stop();
  stores.scores.forgetDetector('shop');
  reaches = [{ id: 'slow', watermark: START + 120 * MINUTE, down: false }];
  const second = start();
  await settled(0.3);
  reaches = [{ id: 'slow', watermark: START + 180 * MINUTE, down: false }];
  second.wake();
  expect((await settled()).map(({ status }) => status)).toEqual(['resolved']);
  await second.stop();
});

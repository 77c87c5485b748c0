import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Incident } from '@lapwing/contract';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE, seedSignal } from '../api/testing/seed.ts';
import { openStores, type Stores } from '../stores/open-stores.ts';
import { AlertFollower } from './follower.ts';
import { AlertsSection } from './settings.ts';
import { NOON } from './testing.ts';

let folder: string;
let stores: Stores;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-follower-'));
  stores = openStores(folder, { now: () => now, onSetAside: () => undefined });
  now = NOON;
});
afterEach(() => {
  stores.close();
  rmSync(folder, { recursive: true });
});

const section = AlertsSection.parse({
  channels: { hook: { type: 'webhook', url: 'http://127.0.0.1/' } },
});
function follower(): AlertFollower {
  return new AlertFollower({
    ...{ ...stores, section, now: () => now, log: pino({ level: 'silent' }), onQueued: () => undefined },
    traits: new Map([['hook', { keepsState: false, acknowledges: false }]]),
    oldestMs: 180 * MINUTE,
  });
}

/** Stores an anomaly of the cart, which begins at noon; gives its id. */
function anomaly(end: number | null, alert: 'raised' | 'withheld' = 'raised'): string {
  const seed = { start: NOON, end, severity: 'HIGH', alert } as const;
  seedSignal(stores.scores, 'shop', { service: 'cart', metric: 'latency' }, NOON, [10], [seed]);
  return stores.scores.anomalies({}, { limit: 1 }).items[0].id;
}

function incident(change: Partial<Incident>, anomalyIds: string[]): void {
  const at = new Date(NOON).toISOString();
  const record: Incident = {
    ...{ id: 'inc', status: 'open', severity: 'HIGH', score: 60, title: 'Trouble in cart' },
    ...{ started_at: at, updated_at: at, resolved_at: null, services: ['cart'], anomalies: 1, suspect: null },
    ...{ suspects: [], confidence: 'unknown', parts: [], steps: [], history: [] },
    ...{ episodes: [], late: [], unseen: [] },
    ...{ merged_into: null, split_from: null, ...change },
  };
  stores.incidents.commit({ incidents: [{ incident: record, anomalyIds }], pieces: [], cursor: 0 });
}

function queued(): string[] {
  const { items } = stores.alerts.notifications({}, { limit: 100 });
  return items.map(({ subject, event }) => `${subject.kind} ${event}`).reverse();
}

test('an anomaly that no incident takes in is told by itself, after a while, and its end', () => {
  anomaly(null);
  const follow = follower();
  follow.step();
  expect(queued()).toEqual([]);
  now += 2 * MINUTE;
  follow.step();
  follow.step();
  expect(queued()).toEqual(['anomaly opened']);
  anomaly(NOON + MINUTE);
  follow.step();
  expect(queued()).toEqual(['anomaly opened', 'anomaly resolved']);
  expect(stores.alerts.unsettled()).toEqual([]);
});

test('its incident speaks for it; one that was told before it was taken in is over there', () => {
  const id = anomaly(null);
  const follow = follower();
  follow.step();
  incident({}, [id]);
  now += 5 * MINUTE;
  follow.step();
  expect(queued()).toEqual(['incident opened']);
  expect(stores.alerts.unsettled().map(({ subject }) => subject.id)).toEqual(['inc']);
});

test('told by itself and taken in later, it ends as itself', () => {
  const id = anomaly(null);
  const follow = follower();
  follow.step();
  now += 2 * MINUTE;
  follow.step();
  incident({}, [id]);
  follow.step();
  expect(queued().sort()).toEqual(['anomaly opened', 'anomaly resolved', 'incident opened']);
});

test('what the budget withheld is told to nobody', () => {
  anomaly(null, 'withheld');
  const follow = follower();
  follow.step();
  now += 10 * MINUTE;
  follow.step();
  expect(queued()).toEqual([]);
});

test('a merged incident ends; after a restart nothing is told again', () => {
  incident({}, []);
  follower().step();
  incident({ status: 'merged', merged_into: 'other' }, []);
  follower().step();
  follower().step();
  expect(queued()).toEqual(['incident opened', 'incident resolved']);
  const [{ subject }] = stores.alerts.notifications({}, { limit: 1 }).items;
  expect(subject.reason).toContain('other');
});

test('scores that a power cut took back are read again, and change nothing told', () => {
  incident({}, []);
  follower().step();
  stores.alerts.commit({ cursors: { incidents: 99, anomalies: 99 }, threads: [], notifications: [] });
  follower().step();
  expect(stores.alerts.cursors()).toEqual({ incidents: 1, anomalies: 0 });
  expect(queued()).toEqual(['incident opened']);
});

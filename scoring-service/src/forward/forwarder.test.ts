import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStores, type Stores } from '../stores/open-stores.ts';
import { MINUTE, START, testAnomaly, testIncident, testSignal, testStep } from '../stores/test-steps.ts';
import { createForwarder, type Forwarder } from './forwarder.ts';
import { ForwardSettings } from './settings.ts';
import { startReceiver } from './testing.ts';

const CART = testSignal({ service: 'cart', metric: 'latency' });
const WAIT = { timeout: 15_000, interval: 20 };

let folder: string;
let stores: Stores;
let ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-forward-'));
  stores = openStores(folder, { now: () => START, onSetAside: () => undefined });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  stores.close();
  rmSync(folder, { recursive: true });
});

function forward(settings: object): Forwarder {
  const { scores: store, incidents } = stores;
  const parsed = ForwardSettings.parse({ host: '127.0.0.1', ...settings });
  const forwarder = createForwarder({
    ...{ settings: parsed, store, incidents, random: () => 0.2 },
    now: () => START + 60 * MINUTE,
  });
  ends.unshift(() => forwarder.close());
  return forwarder;
}
async function receiver(key?: string) {
  const started = await startReceiver(key);
  ends.push(() => started.close());
  return started;
}
const commit = (...anomalies: ReturnType<typeof testAnomaly>[]): void =>
  stores.scores.commit(
    testStep([{ signal: CART.id, time: START, value: 1 }], { newSignals: [CART], anomalies }),
  );

test('an anomaly that opens and closes is two lines, an incident one each change', async () => {
  const { port, lines } = await receiver();
  forward({ port, tag: 'found' });
  commit(testAnomaly(CART, START));
  const stored = testIncident('inc-1', 1);
  stores.incidents.commit({ incidents: [stored], pieces: [], cursor: 1 });
  await vi.waitFor(() => expect(lines).toHaveLength(2), WAIT);
  commit(testAnomaly(CART, START, { end: START + 5 * MINUTE }));
  await vi.waitFor(() => expect(lines).toHaveLength(3), WAIT);
  const [opened, closed] = lines.filter(({ tag }) => tag === 'found.anomaly');
  expect(opened).toMatchObject({
    time: START / 1000,
    record: {
      message: 'latency is 9.5, expected 1.25',
      level: 'ERROR',
      service: 'cart',
      status: 'open',
      actual: 9.5,
    },
  });
  expect(closed).toMatchObject({
    time: START / 1000 + 300,
    record: { message: 'Over: latency is 9.5, expected 1.25', level: 'INFO', status: 'closed' },
  });
  expect(closed?.record['event_id']).not.toBe(opened?.record['event_id']);
  const incident = lines.find(({ tag }) => tag === 'found.incident');
  expect(incident?.record).toMatchObject({ message: 'Trouble in cart', level: 'ERROR', service: 'cart' });
});

test('what is milder, no alert, or of long ago stays out', async () => {
  const { port, lines } = await receiver();
  const other = (metric: string) => testSignal({ service: 'cart', metric });
  const [quiet, mild, old] = [other('a'), other('b'), other('c')];
  forward({ port, from: 'MEDIUM', alerts_only: true });
  stores.scores.commit(
    testStep([], {
      newSignals: [CART, quiet, mild, old],
      anomalies: [
        testAnomaly(quiet, START, { alert: 'withheld' }),
        testAnomaly(mild, START, { severity: 'LOW' }),
        testAnomaly(old, START - 4 * 1440 * MINUTE),
        testAnomaly(CART, START),
      ],
    }),
  );
  await vi.waitFor(() => expect(lines).toHaveLength(1), WAIT);
  expect(lines[0]?.record['signal_id']).toBe(CART.id);
});

test('what was not acknowledged is sent again, under the same id, after a restart too; then no more', async () => {
  const { port, lines, ...hung } = await receiver();
  await hung.close();
  ends = [];
  const forwarder = forward({ port });
  commit(testAnomaly(CART, START));
  await vi.waitFor(() => expect(forwarder.health().status).not.toBe('ok'), WAIT);
  expect(forwarder.health().reason).toMatch(
    new RegExp(`127.0.0.1:${port} does not take lines: .*ECONNREFUSED`),
  );
  await forwarder.close();
  ends = [];
  const back = await receiver();
  const again = forward({ port: back.port });
  await vi.waitFor(() => expect(back.lines).toHaveLength(1), WAIT);
  expect(lines).toHaveLength(0);
  await again.close();
  forward({ port: back.port });
  // Written again unchanged, and then something else: only that is said.
  commit(testAnomaly(CART, START), testAnomaly(CART, START + MINUTE));
  await vi.waitFor(() => expect(back.lines).toHaveLength(2), WAIT);
  expect(new Set(back.lines.map(({ record }) => record['event_id'])).size).toBe(2);
});

test('with the shared key of the receiver; a wrong one is told', async () => {
  const { port, lines } = await receiver('the right key');
  const wrong = forward({ port, key: 'another key' });
  commit(testAnomaly(CART, START));
  await vi.waitFor(() => expect(wrong.health().reason).toContain('shared'), WAIT);
  expect(lines).toHaveLength(0);
  await wrong.close();
  const right = forward({ port, key: 'the right key' });
  await vi.waitFor(() => expect(lines).toHaveLength(1), WAIT);
  expect(right.health()).toEqual({ status: 'ok', reason: '' });
});

test('ends at once while the receiver is silent', async () => {
  const receiving = await receiver();
  receiving.mute = true;
  const forwarder = forward({ port: receiving.port });
  commit(testAnomaly(CART, START));
  await vi.waitFor(() => expect(stores.scores.lastSeq('anomalies')).toBeGreaterThan(0), WAIT);
  await forwarder.close();
  // The acknowledgement was not waited for: that would have been a failure.
  expect(forwarder.health()).toEqual({ status: 'ok', reason: '' });
});

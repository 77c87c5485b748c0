import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { openStores } from '../stores/open-stores.ts';
import { MINUTE, START, testAnomaly, testSignal, testStep } from '../stores/test-steps.ts';
import { registerOpenAlertMetrics } from './open-alert-metrics.ts';

test('an open alert tells its score, its reading and what was expected, until it closes', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-open-alerts-'));
  const stores = openStores(folder, { now: () => START + 5 * MINUTE, onSetAside: () => undefined });
  onTestFinished(() => {
    stores.close();
    rmSync(folder, { recursive: true });
  });
  const registry = new Registry();
  registerOpenAlertMetrics(registry, stores.scores);
  const told = async () =>
    (await registry.metrics()).split('\n').filter((line) => /^lapwing_alert_\w+\{/.test(line));

  const [loud, quiet] = ['checkout', 'cart'].map((service) => testSignal({ service, metric: 'latency' }));
  const alert = testAnomaly(loud, START, { score: 72, alert: 'raised' });
  const withheld = testAnomaly(quiet, START, { score: 72, alert: 'withheld' });
  const rows = [loud, quiet].map(({ id }) => ({ signal: id, time: START, value: 9.5, score: 72 }));
  stores.scores.commit(testStep(rows, { newSignals: [loud, quiet], anomalies: [alert, withheld] }));
  const labels = `{signal="${loud.id}",detector="shop",service="checkout",metric="latency"}`;
  expect(await told()).toEqual([
    `lapwing_alert_score${labels} 72`,
    `lapwing_alert_actual${labels} ${alert.actual}`,
    `lapwing_alert_expected${labels} ${alert.expected}`,
  ]);

  const closed = { ...alert, end: new Date(START + MINUTE).toISOString() };
  const next = [{ signal: loud.id, time: START + MINUTE, value: 20, score: 1 }];
  stores.scores.commit(testStep(next, { anomalies: [closed] }));
  expect(await told()).toEqual([]);
});

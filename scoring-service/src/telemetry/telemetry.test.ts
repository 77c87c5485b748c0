import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Detector } from '@lapwing/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alertingOf, type AlertingState } from '../suppression/alerting.ts';
import { openStores, type Stores } from '../stores/open-stores.ts';
import { MINUTE, START, testAnomaly, testSignal, testStep } from '../stores/test-steps.ts';
import type { OpenSearchWriter } from '../writer/writer.ts';
import { newVerdictState } from '../verdict/verdict-state.ts';
import { createTelemetry } from './telemetry.ts';

let folder: string;
let stores: Stores;
const now = () => START + 5 * MINUTE;
const alerting = (detector: Detector) => alertingOf(detector, running.get(detector.id), stores.scores);
/** Detectors that run, with what their verdicts stand on. */
const running = new Map<string, AlertingState>();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-telemetry-'));
  stores = openStores(folder, { now, onSetAside: () => undefined });
});
afterEach(() => {
  stores.close();
  rmSync(folder, { recursive: true });
});

/** Samples of one metric: its labels and value, as text. */
async function samples(registry: { metrics(): Promise<string> }, name: string): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n');
  return lines.filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`)).sort();
}

const signals = Array.from({ length: 5 }, (_, i) => testSignal({ service: `s${i}`, metric: 'latency' }));
const detector = (id: string, enabled: boolean): Detector =>
  Detector.parse({
    id,
    name: id,
    enabled,
    source: 'demo',
    kind: 'metric',
    query: { type: 'prometheus', expr: 'up' },
  });

test('the worst signals have a series each, the others are counted', async () => {
  const { registry, scores } = createTelemetry({
    ...stores,
    now,
    alerting,
    mostSignals: 2,
  });
  const rows = signals.map(({ id }, i) => ({ signal: id, time: START, value: 1, score: 10 * i }));
  const anomalies = [testAnomaly(signals[1], START, { severity: 'CRITICAL' })];
  scores.commit(testStep(rows, { newSignals: signals, anomalies }));
  const series = (i: number) =>
    `lapwing_score{signal="${signals[i].id}",detector="shop",service="s${i}",metric="latency"} ${10 * i}`;
  expect(await samples(registry, 'lapwing_score')).toEqual([series(1), series(4)].sort());
  expect(await samples(registry, 'lapwing_score_signals_left_out')).toEqual([
    'lapwing_score_signals_left_out 3',
  ]);
  expect(await samples(registry, 'lapwing_signals')).toEqual(['lapwing_signals 5']);
  expect(await samples(registry, 'lapwing_anomalies_open')).toEqual([
    'lapwing_anomalies_open{severity="CRITICAL"} 1',
    'lapwing_anomalies_open{severity="HIGH"} 0',
    'lapwing_anomalies_open{severity="LOW"} 0',
    'lapwing_anomalies_open{severity="MEDIUM"} 0',
  ]);
});

test('the series of a signal that went silent ends, and comes back with it', async () => {
  const { registry, scores } = createTelemetry({ ...stores, now, alerting });
  const at = (i: number, minute: number) => ({
    signal: signals[i].id,
    time: START + minute * MINUTE,
    value: 1,
  });
  scores.commit(testStep([at(0, 0), at(1, 0)], { newSignals: signals }));
  expect((await samples(registry, 'lapwing_score')).length).toBe(2);
  scores.commit(testStep([at(1, 10)]));
  expect((await samples(registry, 'lapwing_score')).length).toBe(1);
  scores.commit(testStep([at(0, 11)]));
  expect((await samples(registry, 'lapwing_score')).length).toBe(2);
});

test('readings are counted by source; gaps and steps that failed are not', async () => {
  stores.admin.putDetector(detector('shop', true), 0, false);
  const cart = { ...signals[0] };
  stores.scores.commit(testStep([], { newSignals: [cart] }));
  const { registry, scores } = createTelemetry({ ...stores, now, alerting });
  const row = (minute: number, value: number) => ({ signal: cart.id, time: START + minute * MINUTE, value });
  scores.commit(testStep([row(0, 1), row(1, Number.NaN), row(2, 3)]));
  expect(() => scores.commit(testStep([{ ...row(3, 1), signal: 'f'.repeat(16) }]))).toThrow();
  expect(await samples(registry, 'lapwing_readings_total')).toEqual([
    'lapwing_readings_total{source="demo"} 2',
  ]);
});

test('the lag of each enabled detector that has begun', async () => {
  stores.admin.putDetector(detector('shop', true), 0, false);
  stores.admin.putDetector(detector('not-begun', true), 0, false);
  stores.admin.putDetector(detector('off', false), 0, false);
  stores.scores.commit(testStep([], { watermark: START + 3 * MINUTE }));
  stores.scores.commit(testStep([], { detectorId: 'off', watermark: START }));
  const { registry } = createTelemetry({ ...stores, now, alerting });
  expect(await samples(registry, 'lapwing_watermark_lag_seconds')).toEqual([
    'lapwing_watermark_lag_seconds{detector="shop"} 120',
  ]);
});

test('the writer: what waits, what went, what was refused; the same however often it is read', async () => {
  const writer: OpenSearchWriter = {
    health: () => ({ status: 'ok', reason: '' }),
    lag: () => ({ scores: 7, anomalies: 1, incidents: 1, seconds: 2.5 }),
    counts: () => ({ written: 100, refused: 3, retries: 4 }),
    wake: () => undefined,
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const letter = { documentId: 'a', index: 'i', reason: 'r', document: '{}', at: START };
  stores.deadLetters.put([letter]);
  const { registry } = createTelemetry({ ...stores, now, alerting, writer });
  await registry.metrics();
  expect(await samples(registry, 'lapwing_writer_queue_rows')).toEqual([
    'lapwing_writer_queue_rows{table="anomalies"} 1',
    'lapwing_writer_queue_rows{table="incidents"} 1',
    'lapwing_writer_queue_rows{table="scores"} 7',
  ]);
  expect(await samples(registry, 'lapwing_writer_documents_total')).toEqual([
    'lapwing_writer_documents_total{result="refused"} 3',
    'lapwing_writer_documents_total{result="written"} 100',
  ]);
  expect(await samples(registry, 'lapwing_writer_retries_total')).toEqual(['lapwing_writer_retries_total 4']);
  expect(await samples(registry, 'lapwing_writer_lag_seconds')).toEqual(['lapwing_writer_lag_seconds 2.5']);
  expect(await samples(registry, 'lapwing_dead_letters')).toEqual(['lapwing_dead_letters 1']);
});

test('without a writer there is nothing of one; of the process there is always', async () => {
  const { registry } = createTelemetry({ ...stores, now, alerting });
  const text = await registry.metrics();
  expect(text).not.toContain('lapwing_writer');
  expect(text).toContain('process_resident_memory_bytes');
});

test('alerts that were let through, those that were left out, and what it takes', async () => {
  const { registry, scores } = createTelemetry({ ...stores, now, alerting });
  stores.admin.putDetector(detector('shop', true), 0, false);
  stores.admin.putDetector(detector('idle', true), 0, false);
  const verdict = newVerdictState(detector('shop', true));
  verdict.suppressed.note(3, START, 'smallest_effect', MINUTE);
  running.set('shop', { verdict, watermark: START + MINUTE });
  const rows = signals.map(({ id }) => ({ signal: id, time: START, value: 1, score: 50 }));
  const anomalies = [
    testAnomaly(signals[1], START, { severity: 'CRITICAL' }),
    testAnomaly(signals[2], START, { severity: 'CRITICAL', alert: 'withheld' }),
    testAnomaly(signals[3], START, { severity: 'MEDIUM', alert: 'withheld' }),
  ];
  scores.commit(testStep(rows, { newSignals: signals, anomalies }));
  expect(await samples(registry, 'lapwing_alerts_open')).toContain(
    'lapwing_alerts_open{severity="CRITICAL"} 1',
  );
  expect(await samples(registry, 'lapwing_alerts_raised_7d')).toEqual([
    'lapwing_alerts_raised_7d{detector="shop"} 1',
  ]);
  expect(await samples(registry, 'lapwing_alerts_withheld_7d')).toEqual([
    'lapwing_alerts_withheld_7d{detector="shop"} 2',
  ]);
  expect(await samples(registry, 'lapwing_anomalies_suppressed_7d')).toContain(
    'lapwing_anomalies_suppressed_7d{detector="shop",rule="smallest_effect"} 1',
  );
  const [threshold, ...others] = await samples(registry, 'lapwing_alert_threshold');
  expect(others).toEqual([]);
  expect(Number(threshold.split(' ')[1])).toBeGreaterThan(20);
  running.clear();
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  Anomaly,
  BacktestEntry,
  BacktestResult,
  ScoreSeries,
  SEVERITY_FROM,
  severityOf,
} from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLapwing, type RunningService } from '../api/service-process.ts';

const COMMAND = fileURLToPath(new URL('../../scoring-service/src/cli/lapwing.ts', import.meta.url));
const KEY = 'lpw_key_of_the_end_to_end_test';
const MINUTE = 60_000;
const DAY = 1440;
const DAYS = 30;
const SIGNALS = 10;
const START = Date.UTC(2026, 0, 1);
const END = START + DAYS * DAY * MINUTE;
const PATIENCE = 120_000;

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-e2e-backtest-'));
const config = path.join(folder, 'lapwing.yaml');
let service: RunningService;

/** A month of minutes of ten signals: days, roughness, an outage of one and a burst of another. */
function month(): string {
  const names = Array.from({ length: SIGNALS }, (_, s) => `load${s}`);
  const rows = Array.from({ length: DAYS * DAY }, (_, m) => {
    const cells = names.map((_name, s) => {
      const rough = Math.abs(Math.sin((s + 1) * 12.9898 + m * 78.233) * 43758.5453) % 1;
      if (s === 3 && m >= 20 * DAY && m < 20 * DAY + 120) return '0';
      const burst = s === 5 && m >= 25 * DAY + 300 && m < 25 * DAY + 320 ? 150 : 0;
      return (100 + 30 * Math.sin(((m + 100 * s) / DAY) * 2 * Math.PI) + 20 * rough + burst).toFixed(2);
    });
    return [new Date(START + m * MINUTE).toISOString(), ...cells].join();
  });
  return ['timestamp,'.concat(names.join()), ...rows, ''].join('\n');
}

beforeAll(async () => {
  writeFileSync(path.join(folder, 'month.csv'), month());
  const lines = [
    'server: { host: 127.0.0.1, port: 0 }',
    `data: { folder: ${JSON.stringify(path.join(folder, 'data'))}, retention: 520w }`,
    `auth: { api_keys: [{ name: e2e, role: editor, key: ${KEY} }] }`,
    'sources: { files: { type: csv, path: month.csv } }',
    'detectors:',
    '  - { id: load, name: Load, source: files, kind: metric, query: { type: csv } }',
  ];
  writeFileSync(config, lines.join('\n'));
  service = await startLapwing(config);
});
afterAll(async () => {
  await service.process.stop();
  rmSync(folder, { recursive: true });
});

const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
async function get(where: string): Promise<unknown> {
  const answer = await fetch(service.url + where, { headers });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${where}: ${JSON.stringify(body)}`);
  return body;
}

async function list<T>(where: string): Promise<T[]> {
  const { items } = (await get(where)) as { items: T[] };
  return items;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const late = Date.now() + PATIENCE;
  while (Date.now() < late) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`not within ${PATIENCE} ms:\n${service.process.output}`);
}

const byStart = (a: Anomaly, b: Anomaly): number =>
  a.start.localeCompare(b.start) || a.id.localeCompare(b.id);

test('a month of ten signals: what the backtest says is what the running service stored', async () => {
  // The live run of the whole month.
  await until(async () => {
    const signals = await list<{ last_seen: string | null }>('/api/v1/signals?detector_id=load');
    const done =
      signals.length === SIGNALS &&
      signals.every(({ last_seen }) => Date.parse(last_seen ?? '') === END - MINUTE);
    return done || undefined;
  });
  const stored = await list<Anomaly>(
    `/api/v1/anomalies?limit=1000&detector_id=load&start_time=${START}&end_time=${END}`,
  );

  const body = JSON.stringify({ detector_id: 'load' });
  const sent = await fetch(`${service.url}/api/v1/backtests`, { method: 'POST', headers, body });
  expect(sent.status).toBe(201);
  const { id } = (await sent.json()) as { id: string };
  const seen: number[] = [];
  const { result } = await until(async () => {
    // Answered while it runs.
    expect((await fetch(`${service.url}/api/health`)).status).toBe(200);
    const entry = BacktestEntry.parse(await get(`/api/v1/backtests/${id}`));
    expect(entry.error).toBeNull();
    seen.push(entry.progress);
    return entry.status === 'done' ? entry : undefined;
  });
  if (result === null) throw new Error('no result');
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.some((progress) => progress > 0 && progress < 1)).toBe(true);

  expect(result.readings).toBe(SIGNALS * DAYS * DAY);
  expect(result.anomalies).toEqual(stored.map((anomaly) => Anomaly.parse(anomaly)).sort(byStart));
  const worst = result.anomalies.filter(({ score }) => severityOf(score) === 'CRITICAL');
  expect(new Set(worst.map(({ labels }) => labels['metric']))).toEqual(new Set(['load3', 'load5']));
  expect(result.thresholds.find(({ score }) => score === SEVERITY_FROM.CRITICAL)?.anomalies).toBe(
    worst.length,
  );
  expect(result.charts).toHaveLength(SIGNALS);
  for (const chart of result.charts) {
    const span = `start_time=${START}&end_time=${END}&points=720`;
    const shown = ScoreSeries.parse(await get(`/api/v1/signals/${chart.signal.id}/scores?${span}`));
    expect({ ...chart, signal: chart.signal.id }).toEqual({ ...shown, signal: shown.signal.id });
  }

  // And so does the command, on the same configuration, beside the running service.
  const command = ['backtest', '--config', config, '--detector', 'load', '--json'];
  const printed = execFileSync(process.execPath, [COMMAND, ...command], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const said = BacktestResult.parse(JSON.parse(printed));
  expect({ ...said, seconds: 0 }).toEqual({ ...result, seconds: 0 });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { freePorts, needServer, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { FILE_READINGS, historyFile, READINGS_AN_HOUR, sentHour } from './history.ts';
import { RunningService } from './running-service.ts';
import { moreThan } from './at-work.ts';
import { difference, NO_DIFFERENCE, storedRows } from './stored.ts';

const KILLS = 12;
const HOURS = 24;
const HOUR_MS = 3_600_000;
const KEY = 'lpw_crash_0123456789abcdef0123456789';
const CAUGHT_UP_PATIENCE_MS = 240_000;
/** Every third kill comes within this of a start, whatever the service does then. */
const EARLY_MS = 700;
/** The others come once it has committed up to so many rows more than at the kill before: at work, on any machine. */
const ROWS_MORE = 12_000;
const PATIENCE_MS = 30_000;

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-crash-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(path.join(folder, 'history.csv'), historyFile());
/** The same readings go to both services: a day ago, on a full hour. */
const begin = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - (HOURS + 1) * HOUR_MS;

async function makeConfig(
  name: string,
  output: object,
): Promise<{ file: string; data: string; port: number }> {
  const [port] = await freePorts(1);
  const data = path.join(folder, name);
  mkdirSync(data);
  const file = path.join(data, 'lapwing.yaml');
  const config = {
    server: { port },
    // The files are years old.
    data: { folder: data, retention: '520w', snapshot_every: '1s' },
    auth: { api_keys: [{ name: 'test', role: 'editor', key: KEY }], admin_password: 'of no use to anybody' },
    sources: { files: { type: 'csv', path: path.join(folder, 'history.csv') } },
    detectors: [
      { id: 'files', name: 'Files', source: 'files', kind: 'metric', query: { type: 'csv' }, open_at: 'LOW' },
    ],
    output,
  };
  writeFileSync(file, JSON.stringify(config));
  return { file, data, port };
}

/** Sends hour after hour, each until it is taken; an hour that may have been taken is sent again. */
async function sendAll(service: () => RunningService): Promise<void> {
  for (let hour = 0; hour < HOURS; hour++) {
    while ((await service().ingest(sentHour(begin, hour))) !== 200) await sleep(50);
    await sleep(20);
  }
}

async function caughtUp(service: RunningService): Promise<void> {
  const until = Date.now() + CAUGHT_UP_PATIENCE_MS;
  for (;;) {
    const { parts } = await service.health();
    const settled = parts.filter(
      ({ kind, status, lag_seconds }) =>
        kind === 'source' ||
        kind === 'store' ||
        (status === 'ok' && (kind !== 'writer' || lag_seconds === 0)),
    );
    if (settled.length === parts.length && (await stillFor(service, 1_500))) return;
    if (Date.now() > until)
      throw new Error(`not caught up: ${JSON.stringify(parts)}\n${service.process.output}`);
    await sleep(200);
  }
}

/** Whether every detector stays well for a while: readings that just came in may not have been looked at yet. */
async function stillFor(service: RunningService, ms: number): Promise<boolean> {
  await sleep(ms);
  return (await service.health()).parts.every(({ kind, status }) => kind !== 'detector' || status === 'ok');
}

async function uninterrupted(name: string): Promise<ReturnType<typeof storedRows>> {
  const { file, data, port } = await makeConfig(name, {});
  const service = new RunningService(file, port, KEY);
  await service.up();
  await sendAll(() => service);
  await caughtUp(service);
  await service.process.stop();
  return storedRows(data);
}

/** The same, killed again and again while it works; gives how often it had moved on since the kill before. */
async function killed(name: string, output: object) {
  const { file, data, port } = await makeConfig(name, output);
  let service = new RunningService(file, port, KEY);
  const sending = sendAll(() => service);
  const sizes: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    if (kill % 3 === 2) await sleep(Math.random() * EARLY_MS);
    else await moreThan((sizes.at(-1) ?? 0) + Math.random() * ROWS_MORE, data, PATIENCE_MS);
    await service.process.kill();
    sizes.push(storedRows(data).scores.length);
    service = new RunningService(file, port, KEY);
  }
  await service.up();
  await sending;
  await caughtUp(service);
  await service.process.stop();
  return { ...storedRows(data), sizes };
}

test('killed a dozen times, it stores what one run without a kill stores', async () => {
  const whole = await uninterrupted('whole');
  expect(whole.scores).toHaveLength(FILE_READINGS + HOURS * READINGS_AN_HOUR);
  expect(whole.anomalies.length).toBeGreaterThan(10);
  const { sizes, scores, anomalies } = await killed('killed', {});
  expect(difference(whole.scores, scores)).toEqual(NO_DIFFERENCE);
  expect(difference(whole.anomalies, anomalies)).toEqual(NO_DIFFERENCE);
  // The kills met a service at work.
  expect(new Set(sizes).size, sizes.join()).toBeGreaterThan(KILLS / 2);
}, 600_000);

needServer('opensearch')('with OpenSearch to write to', () => {
  test('killed a dozen times, the index holds each stored score once', async () => {
    const opensearch: RunningOpenSearch = await startOpenSearch();
    try {
      const output = { opensearch: { url: opensearch.url, retention_days: 3650 } };
      const { scores } = await killed('written', output);
      await opensearch.request('POST', '/lapwing-scores/_refresh');
      const { count } = (await opensearch.request('GET', '/lapwing-scores/_count')) as { count: number };
      expect(count).toBe(scores.length);
      expect(count).toBe(FILE_READINGS + HOURS * READINGS_AN_HOUR);
    } finally {
      await opensearch.stop();
    }
  }, 900_000);
});

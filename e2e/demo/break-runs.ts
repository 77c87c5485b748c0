import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Anomaly, DetectorInput } from '@lapwing/contract';
import {
  breakInfo,
  freePort,
  sendPast,
  ServiceClient,
  Shop,
  ShopFeed,
  startService,
  writeServiceConfig,
  type BreakKind,
  type Feed,
} from '@lapwing/demo';

export interface RunSettings {
  intervalSeconds: number;
  /** Ordinary days before the break; the first `learnDays` of them are not judged. */
  historyDays: number;
  learnDays: number;
  breakMinutes: number;
}

export interface BreakRun {
  kind: BreakKind;
  service: string;
  /** From the break's start to the end of the first anomalous interval on the broken service; null: not found. */
  delaySeconds: number | null;
  metric: string;
  score: number;
  /** Services with an anomaly while the break lasted, that are said to feel it, and all that do. */
  felt: number;
  feel: number;
  /** Anomalies that opened before the break, after learning, and how many signal-days they are out of. */
  falseAnomalies: number;
  signalDays: number;
}

const DAY_MS = 86_400_000;
const SCORED_PATIENCE_MS = 240_000;

/** Sends each break's own shop, past and break in one go, through one real service, and reads what it says of them. */
export async function runBreaks(kinds: readonly BreakKind[], settings: RunSettings): Promise<BreakRun[]> {
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const runs = kinds.map((kind, i) => prepareRun(kind, i + 1, now, settings));
  const data = await mkdtemp(path.join(tmpdir(), 'lapwing-breaks-'));
  const port = await freePort();
  const key = 'lpw_0123456789abcdef0123456789abcdef0123456789abcdef';
  const detectors = runs.flatMap((run) => run.detectors);
  const file = await writeServiceConfig({ data, port, key, detectors });
  const client = new ServiceClient(`http://127.0.0.1:${port}`, key);
  const service = await startService(file, client, false);
  try {
    for (const run of runs) await sendRun(run, client, now);
    await waitUntilScored(client, detectors.length, now - settings.intervalSeconds * 1000);
    const anomalies = await client.anomalies(now - (settings.historyDays + 1) * DAY_MS, now + DAY_MS);
    return runs.map((run) => judge(run, anomalies, settings));
  } finally {
    await service.stop();
    await rm(data, { recursive: true, force: true });
  }
}

interface Run {
  kind: BreakKind;
  feed: Feed;
  detectors: DetectorInput[];
  start: number;
  breakStart: number;
}

function prepareRun(kind: BreakKind, seed: number, now: number, settings: RunSettings): Run {
  const { intervalSeconds, historyDays, breakMinutes } = settings;
  const breakStart = now - breakMinutes * 60_000;
  const start = breakStart - historyDays * DAY_MS;
  const shop = new Shop({ seed, intervalSeconds, start });
  shop.startBreak(kind, breakStart);
  const feed = new ShopFeed(shop, now, () => undefined);
  // Readings tell the five shops apart by a label; spans would not.
  const ofReadings = feed.detectors.filter(({ query }) => query.type === 'ingest');
  const detectors = ofReadings.map((d) => ({
    ...d,
    id: `${kind}-${d.id}`,
    query: { ...d.query, match: { ...(d.query.type === 'ingest' ? d.query.match : {}), run: kind } },
  })) as DetectorInput[];
  return { kind, feed, detectors, start, breakStart };
}

async function sendRun({ kind, feed }: Run, client: ServiceClient, now: number): Promise<void> {
  const labelled: Feed = {
    ...feed,
    nextAt: () => feed.nextAt(),
    due: (at) => feed.due(at),
    telemetry: () => [],
    *past(clock) {
      for (const request of feed.past(clock)) {
        yield request.map((series) => ({ ...series, labels: { ...series.labels, run: kind } }));
      }
    },
  };
  await sendPast(
    labelled,
    client,
    () => now,
    () => undefined,
    new AbortController().signal,
  );
}

/** Every detector says how far behind it is; none may be behind the last interval that was sent. */
async function waitUntilScored(client: ServiceClient, detectors: number, until: number): Promise<void> {
  const late = Date.now() + SCORED_PATIENCE_MS;
  for (;;) {
    const health = await client.health();
    const parts = health?.parts.filter(({ kind }) => kind === 'detector') ?? [];
    const down = parts.find(({ status }) => status === 'down');
    if (down !== undefined) throw new Error(`${down.name} is down: ${down.reason}`);
    const lag = (Date.now() - until) / 1000;
    if (parts.length >= detectors && parts.every((p) => p.lag_seconds !== null && p.lag_seconds <= lag))
      return;
    if (Date.now() > late) throw new Error(`not scored in time: ${JSON.stringify(parts.slice(0, 3))}`);
    await sleep(500);
  }
}

function judge(
  { kind, feed, start, breakStart }: Run,
  all: readonly Anomaly[],
  settings: RunSettings,
): BreakRun {
  const { intervalSeconds, historyDays, learnDays } = settings;
  const anomalies = all
    .filter((a) => a.labels['run'] === kind)
    .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const during = anomalies.filter((a) => Date.parse(a.start) >= breakStart);
  const judgedFrom = start + learnDays * DAY_MS;
  const ordinary = anomalies.filter((a) => {
    const at = Date.parse(a.start);
    return at >= judgedFrom && at < breakStart;
  });
  const { service, felt } = breakInfo(kind);
  const found = during.find((a) => a.labels['service'] === service);
  return {
    kind,
    service,
    delaySeconds: found ? (Date.parse(found.start) - breakStart) / 1000 + intervalSeconds : null,
    metric: found?.labels['metric'] ?? '',
    score: found?.score ?? 0,
    felt: felt.filter((name) => during.some((a) => a.labels['service'] === name)).length,
    feel: felt.length,
    falseAnomalies: ordinary.length,
    signalDays: feed.signals * (historyDays - learnDays),
  };
}

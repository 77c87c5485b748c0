import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from '@lapwing/contract';
import {
  freePort,
  sendPast,
  ServiceClient,
  Shop,
  ShopFeed,
  startService,
  writeServiceConfig,
  type BreakKind,
} from '@lapwing/demo';

/** Breaks that begin at the same moment. */
export type Scene = readonly BreakKind[];

export interface SceneSettings {
  seed: number;
  intervalSeconds: number;
  /** Before the first scene. */
  historyDays: number;
  breakMinutes: number;
  /** From the beginning of one scene to that of the next. */
  sceneMinutes: number;
}

export interface SceneRun {
  scene: Scene;
  /** Incidents that began while the scene went on, oldest first. */
  incidents: Incident[];
}

const MINUTE = 60_000;
const SETTLED_PATIENCE_MS = 240_000;
const POLL_MS = 100;
const GRAPH_READ_MS = 6_000;
/** The correlator looks every five seconds. */
const UNCHANGED_MS = 11_000;
/** Intervals that go out together once scenes are near. */
const SENT_AT_ONCE = 20;
/** The detector of behaviour, which the service brings. */
const OF_THE_SERVICE = 1;
/** An anomaly of a break may begin in the interval in which the break did. */
const EARLY_MS = 2 * MINUTE;

/** One shop with one scene after the other in its past, through a real service; what it made of each. */
export async function runScenes(
  scenes: readonly Scene[],
  settings: SceneSettings,
): Promise<{ runs: SceneRun[]; ordinary: Incident[] }> {
  const { seed, intervalSeconds, historyDays, breakMinutes, sceneMinutes } = settings;
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const first = now - scenes.length * sceneMinutes * MINUTE;
  const start = first - historyDays * 86_400_000;
  const shop = new Shop({ seed, intervalSeconds, start });
  const begun = scenes.map((_, i) => first + i * sceneMinutes * MINUTE);
  scenes.forEach((scene, i) => {
    for (const kind of scene) {
      shop.startBreak(kind, begun[i]);
      shop.stopBreak(kind, begun[i] + breakMinutes * MINUTE);
    }
  });
  const followed = ((scenes.length + 1) * sceneMinutes * 60) / intervalSeconds;
  const feed = new ShopFeed(shop, now, () => undefined, followed);
  // As they come live: all metrics of an interval at once, not each metric's whole past.
  const scenesFrom = first - sceneMinutes * MINUTE;
  const data = await mkdtemp(path.join(tmpdir(), 'lapwing-incidents-'));
  const port = await freePort();
  const key = 'lpw_0123456789abcdef0123456789abcdef0123456789abcdef';
  const file = await writeServiceConfig({ data, port, key, detectors: feed.detectors });
  const client = new ServiceClient(`http://127.0.0.1:${port}`, key);
  const service = await startService(file, client, false);
  try {
    const send = { nobody: () => undefined, never: new AbortController().signal };
    await sendPast(feed, client, () => scenesFrom, send.nobody, send.never);
    const ofReadings = feed.detectors.filter(({ kind }) => kind !== 'trace').length;
    await scoredUntil(client, scenesFrom - 2 * intervalSeconds * 1000, ofReadings);
    while (feed.nextAt() <= now) {
      const to = Math.min(now, feed.nextAt() + SENT_AT_ONCE * intervalSeconds * 1000);
      const series = feed.due(to);
      for (const telemetry of feed.telemetry()) await client.sendTelemetry(telemetry);
      await client.ingest(series);
      // The service reads the call graph anew every five seconds, in which scenes would pass here.
      if (to <= scenesFrom + SENT_AT_ONCE * 2 * intervalSeconds * 1000) await sleep(GRAPH_READ_MS);
      // Live, no detector is an hour behind the others; here hours pass in seconds.
      await scoredUntil(client, to - 3 * intervalSeconds * 1000, feed.detectors.length + OF_THE_SERVICE);
    }
    const incidents = await settled(client, start, now);
    const ofScene = (i: number): Incident[] =>
      incidents.filter(({ started_at: at }) => {
        const began = Date.parse(at);
        return began >= begun[i] - EARLY_MS && began < begun[i] + sceneMinutes * MINUTE - EARLY_MS;
      });
    const runs = scenes.map((scene, i) => ({ scene, incidents: ofScene(i) }));
    const ordinary = incidents.filter(({ started_at: at }) => Date.parse(at) < first - EARLY_MS);
    return { runs, ordinary };
  } finally {
    await service.stop();
    await rm(data, { recursive: true, force: true });
  }
}

/** Waits until every detector has scored up to `until` (epoch ms). */
async function scoredUntil(client: ServiceClient, until: number, detectors: number): Promise<void> {
  const late = Date.now() + SETTLED_PATIENCE_MS;
  for (;;) {
    const health = await client.health();
    const parts = health?.parts.filter(({ kind }) => kind === 'detector') ?? [];
    const lag = (Date.now() - until) / 1000;
    const scored = parts.filter(({ lag_seconds: behind }) => behind !== null && behind <= lag);
    if (scored.length >= detectors) return;
    if (Date.now() > late) throw new Error(`not scored in time: ${JSON.stringify(parts)}`);
    await sleep(POLL_MS);
  }
}

/** The incidents, oldest first, once they have not changed for longer than the correlator pauses. */
async function settled(client: ServiceClient, from: number, to: number): Promise<Incident[]> {
  let before = '';
  let since = Date.now();
  for (;;) {
    const incidents = (await client.incidents(from, to)).reverse();
    const now = JSON.stringify(incidents);
    if (now !== before) [before, since] = [now, Date.now()];
    if (Date.now() - since > UNCHANGED_MS) return incidents;
    await sleep(POLL_MS);
  }
}

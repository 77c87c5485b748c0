import { setTimeout as sleep } from 'node:timers/promises';
import { countReadings, type Feed } from './feed/feed.ts';
import type { ServiceClient } from './service/client.ts';

/** While one request is stored, the next is simulated and written: more would only wait in the service. */
const REQUESTS_AT_ONCE = 2;
/** After an interval's end its last requests are still being counted. */
const SETTLE_MS = 50;

/** What of the service's client sends. */
export type Sender = Pick<ServiceClient, 'ingest' | 'sendTelemetry'>;

/** Sends the past. `onSent` hears how many readings each request held. */
export async function sendPast(
  feed: Feed,
  client: Sender,
  now: () => number,
  onSent: (readings: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (const series of feed.past(now)) {
    signal.throwIfAborted();
    const request = client.ingest(series).then(() => {
      underWay.delete(request);
      onSent(countReadings(series));
    });
    underWay.add(request);
    if (underWay.size >= REQUESTS_AT_ONCE) await Promise.race(underWay);
    await sendTelemetry(feed, client, signal);
  }
  await Promise.all(underWay);
}

/** Sends each interval when it is over, until `signal` aborts or nothing more will come. */
export async function sendLive(
  feed: Feed,
  client: Sender,
  now: () => number,
  onSent: (readings: number) => void,
  signal: AbortSignal,
): Promise<void> {
  while (feed.nextAt() < Infinity) {
    await sleep(Math.max(0, feed.nextAt() - now()) + SETTLE_MS, undefined, { signal });
    const series = feed.due(now());
    if (series.length === 0) continue;
    await sendTelemetry(feed, client, signal);
    await client.ingest(series);
    onSent(countReadings(series));
  }
}

/** One request after the other: calls of an interval must not come behind later ones. */
async function sendTelemetry(feed: Feed, client: Sender, signal: AbortSignal): Promise<void> {
  for (const telemetry of feed.telemetry()) {
    signal.throwIfAborted();
    await client.sendTelemetry(telemetry);
  }
}

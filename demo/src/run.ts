import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DemoError } from './errors.ts';
import { openBrowser } from './open-browser.ts';
import { USUAL_PORT, type DemoOptions } from './options.ts';
import { buildControls } from './page/controls/build.ts';
import { createPage, listen } from './page/server.ts';
import { prepare, type Prepared } from './prepare.ts';
import { sendLive, sendPast } from './send.ts';
import { ServiceClient } from './service/client.ts';
import { writeServiceConfig } from './service/config.ts';
import { followEvents } from './service/events.ts';
import { freePort, startService, type ServiceProcess } from './service/process.ts';

const PLUGIN = fileURLToPath(new URL('../../grafana-plugin', import.meta.url));

/** Runs the demo until `stop` aborts; leaves no process and no file behind. `say` writes a line to the person. */
export async function runDemo(
  options: DemoOptions,
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<void> {
  if (!existsSync(path.join(PLUGIN, 'dist-preview', 'index.html'))) {
    throw new DemoError({
      message: 'the page is not built',
      where: 'grafana-plugin/dist-preview',
      hint: 'start with `npm run demo`, which builds it, or run `npm run build -w grafana-plugin`',
    });
  }
  const data = await mkdtemp(path.join(tmpdir(), 'lapwing-demo-'));
  const closing: (() => Promise<void>)[] = [() => rm(data, { recursive: true, force: true })];
  try {
    const now = Date.now;
    const prepared = await prepare(options, now);
    const service = await serve(data, prepared, options);
    closing.unshift(service.stop);
    const page = await openPage(options, prepared, service);
    closing.unshift(() => closeServer(page.server));
    tellStart(say, page, options, prepared);

    const ended = new AbortController();
    const signal = AbortSignal.any([stop, ended.signal]);
    const events = followEvents(service.client, (event) => prepared.status.takeEvent(event), signal);
    try {
      await Promise.race([
        play(prepared, service.client, now, say, signal),
        service.died.then((error) => Promise.reject(stop.aborted ? stop.reason : error)),
        aborted(stop),
      ]);
    } finally {
      ended.abort();
      await events;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    for (const close of closing) await close();
  }
}

async function serve(data: string, { feed }: Prepared, { verbose }: DemoOptions): Promise<ServiceProcess> {
  const port = await freePort();
  const key = `lpw_${randomBytes(24).toString('hex')}`;
  const file = await writeServiceConfig({ data, port, key, detectors: feed.detectors });
  return startService(file, new ServiceClient(`http://127.0.0.1:${port}`, key), verbose);
}

interface Page {
  server: Server;
  port: number;
  moved: boolean;
  url: string;
}

async function openPage(
  { port }: DemoOptions,
  { title, status }: Prepared,
  { client }: ServiceProcess,
): Promise<Page> {
  const controlsScript = await buildControls();
  const app = createPage({ plugin: PLUGIN, title, controlsScript, service: client, demo: status });
  const listening = await listen(app, port ?? USUAL_PORT, port !== undefined);
  return { ...listening, url: `http://127.0.0.1:${listening.port}` };
}

function tellStart(
  say: (line: string) => void,
  page: Page,
  options: DemoOptions,
  { feed, notes }: Prepared,
): void {
  for (const note of notes) say(note);
  if (page.moved) say(`Port ${USUAL_PORT} is taken; the page is at port ${page.port}.`);
  say(`Lapwing demo: ${page.url}`);
  say(`Sending ${feed.pastReadings.toLocaleString('en')} readings of ${feed.signals} signals …`);
  if (options.open) openBrowser(page.url);
}

/** Sends the past, then one reading an interval; a replay's page stays open with what it has. */
async function play(
  { feed, status }: Prepared,
  client: ServiceClient,
  now: () => number,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const count = (readings: number): void => {
    if (status.phase === 'history') status.sent += readings;
  };
  const begin = now();
  await sendPast(feed, client, now, count, signal);
  say(`The past is sent, in ${((now() - begin) / 1000).toFixed(1)} s.`);
  status.phase = feed.nextAt() < Infinity ? 'live' : 'ended';
  if (status.phase === 'live')
    say('Open the page, break something, and watch it being found. Ctrl-C stops the demo.');
  else say('Everything is sent: the page shows it. Ctrl-C stops the demo.');
  await sendLive(feed, client, now, count, signal);
  await aborted(signal);
}

/** Rejects when `signal` aborts. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Pages hold streams of events open for as long as they are shown.
    server.closeAllConnections();
  });
}

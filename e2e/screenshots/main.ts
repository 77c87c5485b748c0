// `npm run screenshots [-- WORD …]`: the demo with a fixed seed, something broken and found, in pictures for the docs; all
// of them, or those whose names hold one of the words.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BreakView, DemoState } from '@lapwing/demo';
import type { Browser } from 'playwright-core';
import { openChromium } from '../demo/browser.ts';
import { startDemo, type RunningDemo } from '../demo/demo-process.ts';
import { type OsdHost, startOsdHost } from '../osd/host-server.ts';
import { optimise } from './optimise.ts';
import { SHOTS, type Shot } from './shots.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images', import.meta.url));
const SETTINGS = ['--seed', '7', '--interval', '15s', '--history', '3d'];
const KIND = 'slow-database';
/** Slow enough to be seen, not so slow that the band shrinks to a line beside it. */
const SHOWN = 'text=duration_p95&label=service=checkout';
const PROXY = 'api/plugin-proxy/lapwing-anomaly-app';
const PATIENCE_MS = 180_000;
/** The chart shall show more of the break than its first reading. */
const LINGER_MS = 120_000;
/** Half an hour of ordinary readings before the break. */
const BEFORE_MS = 30 * 60_000;
/** Charts are drawn a moment after the network falls silent; the stream of events never does. */
const DRAW_MS = 2_500;

const words = process.argv.slice(2);
const shots = SHOTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const demo = await startDemo(SETTINGS);
let browser: Browser | undefined;
let osd: OsdHost | undefined;
try {
  const found = await breakAndWait(demo);
  browser = await openChromium();
  // The demo's own proxy adds the key.
  osd = await startOsdHost({ serviceUrl: `${demo.url}/${PROXY}`, apiKey: 'of-the-demo', writeRoles: ['*'] });
  await mkdir(IMAGES, { recursive: true });
  for (const shot of shots) process.stdout.write(`${await take(browser, shot, found, osd)}\n`);
} finally {
  await browser?.close();
  await osd?.close();
  await demo.process.stop();
  await rm(demo.temp, { recursive: true, force: true });
}

interface Found {
  signal: string;
  incident: string;
  from: number;
}

async function breakAndWait({ url, until }: RunningDemo): Promise<Found> {
  await until('live', ({ phase }) => phase === 'live', PATIENCE_MS);
  await until('scored', (state) => (state.scoredUntil ?? 0) > state.now - 60_000, PATIENCE_MS);
  const answer = await fetch(`${url}/shop/breaks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: KIND, action: 'start' }),
  });
  if (!answer.ok) throw new Error(`the demo did not break: ${answer.status}`);
  const state = await until('found', (now) => Boolean(broken(now)?.atCause), PATIENCE_MS);
  await sleep(LINGER_MS);
  const start = broken(state)?.start;
  const signals = await fetch(`${url}/${PROXY}/api/v1/signals?${SHOWN}`);
  const { items } = (await signals.json()) as { items: { id: string }[] };
  if (start === undefined || items.length !== 1) throw new Error(`${items.length} signals to show, not one`);
  const incidents = await fetch(`${url}/${PROXY}/api/v1/incidents?start_time=${start - BEFORE_MS}`);
  const [incident] = ((await incidents.json()) as { items: { id: string }[] }).items;
  if (incident === undefined) throw new Error('what broke became no incident');
  return { signal: items[0].id, incident: incident.id, from: start - BEFORE_MS };
}

function broken({ shop }: DemoState): BreakView['last'] | undefined {
  return shop?.breaks.find(({ kind }) => kind === KIND)?.last;
}

/** Takes one picture and answers what became of it. */
async function take(browser: Browser, shot: Shot, found: Found, osd: OsdHost): Promise<string> {
  const { width, height, theme } = shot;
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: 1,
    colorScheme: theme,
  });
  osd.look.darkMode = theme === 'dark';
  const address = addressOf(shot, found, osd);
  await page.goto(address.href);
  await page.waitForTimeout(DRAW_MS);
  await shot.prepare?.(page);
  const png = await optimise(await page.screenshot({ animations: 'disabled' }));
  await page.close();
  await writeFile(path.join(IMAGES, `${shot.name}.png`), png);
  return `docs/images/${shot.name}.png: ${width}×${height}, ${Math.round(png.byteLength / 1024)} kB`;
}

function addressOf({ within, path: at, theme }: Shot, { signal, incident, from }: Found, osd: OsdHost): URL {
  const inOsd = within === 'opensearch-dashboards';
  const app = inOsd ? '' : '/a/lapwing-anomaly-app';
  const place = at
    .replace('{signal}', `${app}/signals/${signal}`)
    .replace('{incident}', `${app}/incidents/${incident}`);
  const address = new URL(inOsd ? osd.page(place) : place, demo.url);
  if (!inOsd) address.searchParams.set('theme', theme);
  if (at === '{signal}') {
    address.searchParams.set('from', String(from));
    address.searchParams.set('to', 'now');
  }
  return address;
}

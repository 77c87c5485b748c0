import { DemoError } from './errors.ts';
import type { Feed } from './feed/feed.ts';
import { ReplayFeed } from './feed/replay-feed.ts';
import { ShopFeed } from './feed/shop-feed.ts';
import { DemoStatus } from './demo-status.ts';
import type { DemoOptions } from './options.ts';
import type { ReplayView } from './page/state.ts';
import { planReplay, type ReplayPlan } from './replay/plan.ts';
import { readReplayFolder } from './replay/read-folder.ts';
import { Shop, type ShopInterval } from './shop/shop.ts';

/** The service keeps 520 weeks at most; a few days are needed round the readings. */
const OLDEST_MS = 519 * 7 * 86_400_000;

export interface Prepared {
  title: string;
  feed: Feed;
  status: DemoStatus;
  /** What the person at the terminal should know of it. */
  notes: string[];
}

/** The shop at the beginning of its past, or the files of a folder, ready to be sent. */
export async function prepare(options: DemoOptions, now: () => number): Promise<Prepared> {
  return options.replay === undefined
    ? prepareShop(options, now)
    : prepareReplay(options.replay, options, now);
}

function prepareShop({ seed, intervalSeconds, historySeconds }: DemoOptions, now: () => number): Prepared {
  const start = now() - historySeconds * 1000;
  const shop = new Shop({ seed, intervalSeconds, start });
  // The feed needs somebody to tell before there is a status, which in turn needs the feed.
  const listeners: ((interval: ShopInterval) => void)[] = [];
  const feed = new ShopFeed(shop, now(), (interval) => listeners.forEach((listen) => listen(interval)));
  const status = new DemoStatus({ feed, intervalSeconds, shop, replay: null, now });
  listeners.push((interval) => status.takeInterval(interval));
  return { title: 'Lapwing demo shop', feed, status, notes: [] };
}

async function prepareReplay(folder: string, { shift }: DemoOptions, now: () => number): Promise<Prepared> {
  const { files, skipped } = await readReplayFolder(folder);
  const plan = planReplay(files, now(), shift);
  refuseUnscorable(plan, folder, now());
  const feed = new ReplayFeed(plan, now());
  const replay = replayView(folder, files.length, plan);
  const intervalSeconds = Math.min(...plan.signals.map((s) => s.intervalSeconds));
  const status = new DemoStatus({ feed, intervalSeconds, shop: null, replay, now });
  return { title: 'Lapwing replay', feed, status, notes: notesOf(plan, skipped) };
}

/** Only times that were kept can be: with --no-shift they may lie too far back, or in the future. */
function refuseUnscorable({ from, to }: ReplayPlan, folder: string, now: number): void {
  const wrong = to > now ? to : from < now - OLDEST_MS ? from : undefined;
  if (wrong === undefined) return;
  const when =
    wrong === to ? 'lies in the future' : 'is longer ago than Lapwing can keep readings, ten years';
  throw new DemoError({
    message: `${new Date(wrong).toISOString()} ${when}`,
    where: folder,
    hint: 'leave --no-shift out: then times are moved so that the last reading is now',
  });
}

function replayView(folder: string, files: number, plan: ReplayPlan): ReplayView {
  const shifts = new Set(plan.shifts.map(({ shiftMs }) => shiftMs));
  const [shiftedMs] = shifts.size === 1 ? shifts : [null];
  const { signals, readings, from, to } = plan;
  return { folder, files, signals: signals.length, readings, from, to, shiftedMs };
}

function notesOf({ shifts, replaced }: ReplayPlan, skipped: readonly string[]): string[] {
  const notes: string[] = [];
  if (shifts.some(({ shiftMs }) => shiftMs !== 0)) {
    notes.push('Times are shifted so that the last reading is now (--no-shift keeps them):');
    for (const { file, shiftMs } of shifts)
      notes.push(`  ${file} by ${(shiftMs / 86_400_000).toFixed(2)} days`);
  }
  if (replaced > 0)
    notes.push(`${replaced} readings share an interval with another of the same signal: the last is taken.`);
  if (skipped.length > 0) notes.push(`Passed over, no readings in them: ${skipped.join(', ')}.`);
  return notes;
}

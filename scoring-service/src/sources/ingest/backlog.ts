import type { Labels } from '@lapwing/contract';
import type { StoredReading } from '../../stores/reading-store.ts';
import { BACKLOG_INTERVALS } from './ingest-source.ts';

/** How far a detector has come, as far as older readings ask. */
export interface Reached {
  intervalMs: number;
  /** Every interval before this is scored (epoch ms). */
  watermark: number;
  /** The newest scored interval of the signal with these labels; -Infinity for one that was never seen. */
  lastSeen: (labels: Labels) => number;
}

/** More signals than this with a few late readings each: their counts begin anew rather than fill the memory. */
const MOST_COUNTED = 100_000;

/**
 * Notices history that comes after its time. A reading before the watermark is late when its signal was scored there
 * or later, or when it is one of few. A signal that lags a hundred readings behind the rest of its detector, and goes on
 * where it left off, is a backfill or a sender that was cut off: then the detector scores again from there.
 */
export class Backlog {
  readonly #counts = new Map<string, { count: number; from: number }>();

  /** Of readings of one detector: how many are late, and from where to score again (epoch ms; undefined: nowhere). */
  weigh(
    readings: readonly StoredReading[],
    reached: Reached,
  ): { late: number; rewindTo: number | undefined } {
    let late = 0;
    let rewindTo: number | undefined;
    const behind = new Map<Labels, { count: number; from: number }>();
    for (const { labels, time } of readings) {
      if (time >= reached.watermark) continue;
      if (time < reached.lastSeen(labels) + reached.intervalMs) {
        late++;
        continue;
      }
      const lag = behind.get(labels) ?? { count: 0, from: Infinity };
      behind.set(labels, { count: lag.count + 1, from: Math.min(lag.from, time) });
    }
    for (const [labels, lag] of behind) {
      const total = this.#add(JSON.stringify(labels), lag);
      if (total.count < BACKLOG_INTERVALS) {
        late += lag.count;
        continue;
      }
      rewindTo = Math.min(rewindTo ?? Infinity, total.from);
      this.#counts.delete(JSON.stringify(labels));
    }
    if (rewindTo !== undefined) rewindTo = Math.floor(rewindTo / reached.intervalMs) * reached.intervalMs;
    return { late, rewindTo };
  }

  #add(key: string, lag: { count: number; from: number }): { count: number; from: number } {
    const before = this.#counts.get(key) ?? { count: 0, from: Infinity };
    const total = { count: before.count + lag.count, from: Math.min(before.from, lag.from) };
    if (this.#counts.size >= MOST_COUNTED) this.#counts.clear();
    this.#counts.set(key, total);
    return total;
  }
}

import type { PulledChunk, TimeRange } from '../source.ts';
import type { ChunkPlanner } from './chunk-planner.ts';
import { TooMuchError } from './failure.ts';
import type { Patience } from './patience.ts';

export interface ChunkWork {
  range: TimeRange;
  intervalMs: number;
  planner: ChunkPlanner;
  patience: Patience;
  /** Who waits, in the words of `health`: the detector. */
  who: string;
  signal: AbortSignal;
  /** One whole chunk, with the cells it took. */
  pull: (range: TimeRange) => Promise<{ chunk: PulledChunk; cells: number }>;
}

/** The chunks of `range`, one after the other; what proves too much is halved until it passes. */
export async function* pullChunks(work: ChunkWork): AsyncGenerator<PulledChunk> {
  const { range, intervalMs, planner, patience, who, signal } = work;
  let from = range.from;
  try {
    while (from < range.to) {
      const next = planner.next({ from, to: range.to }, intervalMs);
      const intervals = (next.to - next.from) / intervalMs;
      try {
        const { chunk, cells } = await work.pull(next);
        planner.succeeded(intervals, cells);
        yield chunk;
        from = next.to;
      } catch (error) {
        if (!(error instanceof TooMuchError)) throw error;
        planner.halve(intervals);
        await patience.wait(who, error.failure, signal);
      }
    }
  } finally {
    patience.forget(who);
  }
}

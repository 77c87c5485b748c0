import type { TimeRange } from '../source.ts';

/** What is read at once: intervals that follow each other, and which share of their lines. */
export interface PlannedRead {
  range: TimeRange;
  /** 0 to 1. */
  share: number;
}

/**
 * Intervals of up to `most` lines are read whole, together; of those that have more, each by itself, a sample of half,
 * a quarter, … of the lines.
 */
export function planReads(
  counts: ReadonlyMap<number, number>,
  range: TimeRange,
  stepMs: number,
  most: number,
): PlannedRead[] {
  const reads: PlannedRead[] = [];
  for (let time = range.from; time < range.to; time += stepMs) {
    const count = counts.get(time) ?? 0;
    if (count === 0) continue;
    const halvings = Math.max(0, Math.ceil(Math.log2(count / most)));
    const last = reads.at(-1);
    const to = Math.min(range.to, time + stepMs);
    if (halvings === 0 && last?.share === 1) last.range = { from: last.range.from, to };
    else reads.push({ range: { from: time, to }, share: 2 ** -halvings });
  }
  return reads;
}

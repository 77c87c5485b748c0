/** Bins of the day, ten minutes each: jobs start by the clock, to within minutes. */
const DAY_BINS = 144;
const DAY_MS = 86_400_000;
/** How much of what is usual at a time of day a new day replaces: a job is known after two or three days. */
const DAY_GAIN = 0.5;
/** Decades that some reading of a bin reaches on many a day; only what is usual beyond them is taken off. */
const ORDINARY_DECADES = 2;
/** What is left of a surprise at least (decades), were it usual: nothing is less surprising than an ordinary reading. */
const LEFT_LEAST = 1;
/** Decades are kept in bytes, in steps of a twentieth. */
const STEPS = 20;

/** State of a signal, all zero when nothing was seen: [its bin + 1, the bin's largest surprise so far, what is usual in each]. */
export const RECURRING_BYTES = 2 + DAY_BINS;

/** The bin of the day that a moment is in; also before 1970. */
export function dayBinOf(timeMs: number): number {
  return Math.floor((((timeMs % DAY_MS) + DAY_MS) % DAY_MS) * (DAY_BINS / DAY_MS));
}

/**
 * A surprise (decades) less what is usual at this time of day: a job that runs each night at three is news once or twice,
 * not every night. What each bin's largest surprise was is told to its past when the next bin begins.
 */
export function beyondRecurring(state: Uint8Array, at: number, bin: number, surprise: number): number {
  const usual = at + 2;
  const before = state[at] - 1;
  if (before !== bin) {
    if (before >= 0) state[usual + before] += Math.round(DAY_GAIN * (state[at + 1] - state[usual + before]));
    state[at] = bin + 1;
    state[at + 1] = 0;
  }
  state[at + 1] = Math.max(state[at + 1], Math.min(255, Math.round(surprise * STEPS)));
  const excess = state[usual + bin] / STEPS - ORDINARY_DECADES;
  return excess > 0 ? Math.max(Math.min(surprise, LEFT_LEAST), surprise - excess) : surprise;
}

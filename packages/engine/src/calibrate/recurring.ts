/** Bins of the day, ten minutes each: jobs start by the clock, to within minutes. */
const DAY_BINS = 144;
const DAY_MS = 86_400_000;
/** How much of what is usual at a time of day a day with more replaces: a job is known after two or three days. */
const RISE_GAIN = 0.5;
/** And a day with less: jobs start and end some minutes off, so that a bin in which one often runs is at times empty. */
const FALL_GAIN = 0.2;
/** Decades that some reading of a bin reaches on many a day; only what is usual beyond them is taken off. */
const ORDINARY_DECADES = 2;
/** By so much less is left of a job than an ordinary bin may reach: all of it counts there, not its largest alone. */
const LASTING_DECADES = 0.5;
/** What is left of a surprise at least (decades), were it usual: nothing is less surprising than an ordinary reading. */
const LEFT_LEAST = 1;
/** Decades are kept in bytes, in steps of a twentieth. */
const STEPS = 20;

/**
 * State of a signal, all zero when nothing was seen: [its bin + 1, the bin's largest surprise so far, what was usual in the
 * bin before until today, what is usual in each].
 */
const HEAD = 3;
export const RECURRING_BYTES = HEAD + DAY_BINS;

/** The bin of the day that a moment is in; also before 1970. */
export function dayBinOf(timeMs: number): number {
  return Math.floor((((timeMs % DAY_MS) + DAY_MS) % DAY_MS) * (DAY_BINS / DAY_MS));
}

/**
 * A surprise (decades) less what is usual at this time of day: a job that runs each night at three is news once or twice,
 * not every night. What each bin's largest surprise was is told to its past when the next bin begins.
 */
export function beyondRecurring(state: Uint8Array, at: number, bin: number, surprise: number): number {
  const usual = at + HEAD;
  const before = state[at] - 1;
  if (before !== bin) {
    // What today adds is no past yet: a fault of half an hour is not to be usual in its last ten minutes.
    state[at + 2] = state[usual + ((bin + DAY_BINS - 1) % DAY_BINS)];
    if (before >= 0) state[usual + before] = followed(state[usual + before], state[at + 1]);
    state[at] = bin + 1;
    state[at + 1] = 0;
  }
  state[at + 1] = Math.max(state[at + 1], Math.min(255, Math.round(surprise * STEPS)));
  // Ten minutes earlier or later are the same job; midnight has neighbours as well.
  const around = Math.max(state[at + 2], state[usual + bin], state[usual + ((bin + 1) % DAY_BINS)]);
  const beyond = around / STEPS - ORDINARY_DECADES;
  if (!(beyond > 0)) return surprise;
  const excess = beyond + LASTING_DECADES * Math.min(1, beyond);
  return Math.max(Math.min(surprise, LEFT_LEAST), surprise - excess);
}

function followed(usual: number, today: number): number {
  return usual + Math.round((today > usual ? RISE_GAIN : FALL_GAIN) * (today - usual));
}

/** Lowest level that is counted, decibans: one reading in ten. */
const LEVEL_LEAST = 10;
/** From one level to the next, decibans grow by this factor: tails are as long as their signals make them. */
const LEVEL_RATIO = 1.08;
/** Natural logarithm of that: the unit in which tails are measured. */
export const LEVEL_STEP = Math.log(LEVEL_RATIO);
/** Up to some 2,700 decibans, where p-values end. */
export const LEVELS = 74;

const LEVEL_AT = Float64Array.from({ length: LEVELS }, (_, j) => LEVEL_LEAST * LEVEL_RATIO ** j);

/** A moment before every reading; JSON has no -Infinity. */
export const NEVER = -8_640_000_000_000_000;
const WEEK_MS = 604_800_000;

/** What each level would have told, as plain numbers. */
export interface LevelCountsState {
  /** Groups that began at a level, faded; by level. */
  groups: number[];
  /** When a level was last reached, epoch ms; by level. */
  reached: number[];
  /** Weeks that were watched, faded in the same way. */
  weeks: number;
}

/** Level number `index`, decibans. */
export function levelAt(index: number): number {
  return LEVEL_AT[index];
}

/**
 * How many alerts every level would have raised: peaks of all of a detector's signals together, as one process. Peaks
 * within `gapMs` of each other are one group, since they are told together (declustering by runs: Coles, An
 * Introduction to Statistical Modeling of Extreme Values, 2001, §5.3.2). What is long ago fades with a time constant
 * of `memoryWeeks`.
 */
export class LevelCounts {
  readonly groups: Float64Array;
  readonly #reached: Float64Array;
  readonly #gapMs: number;
  readonly #intervalWeeks: number;
  readonly #keep: number;
  weeks: number;

  constructor(
    { gapMs, intervalMs, memoryWeeks }: { gapMs: number; intervalMs: number; memoryWeeks: number },
    state?: LevelCountsState,
  ) {
    this.#gapMs = gapMs;
    this.#intervalWeeks = intervalMs / WEEK_MS;
    this.#keep = Math.exp(-this.#intervalWeeks / memoryWeeks);
    this.groups = Float64Array.from(state?.groups ?? new Float64Array(LEVELS));
    this.#reached = Float64Array.from(state?.reached ?? new Float64Array(LEVELS).fill(NEVER));
    this.weeks = state?.weeks ?? 0;
  }

  /** One interval whose highest peak was `peak` decibans. */
  push(timeMs: number, peak: number): void {
    this.weeks = this.weeks * this.#keep + this.#intervalWeeks;
    for (let j = 0; j < LEVELS; j++) {
      this.groups[j] *= this.#keep;
      if (!(peak >= LEVEL_AT[j])) continue;
      if (timeMs - this.#reached[j] > this.#gapMs) this.groups[j]++;
      this.#reached[j] = timeMs;
    }
  }

  save(): LevelCountsState {
    return { groups: [...this.groups], reached: [...this.#reached], weeks: this.weeks };
  }
}

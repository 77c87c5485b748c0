/** Troubles of which nothing is known yet are supposed to begin once a day, with the weight of a week. */
const USUAL = { count: 7, spanMs: 7 * 86_400_000, halfLifeMs: 14 * 86_400_000 } as const;
/** Troubles come in bad days: what was counted lately is set against half a day at the usual rate. */
const LATELY = { spanMs: 12 * 3_600_000, halfLifeMs: 6 * 3_600_000 } as const;

/** A count of troubles and the time they were counted in, both fading. */
interface Tally {
  count: number;
  spanMs: number;
}

/** How often trouble begins by itself, anywhere: a coincidence says less where, or while, much goes wrong. */
export class RootRate {
  readonly #usual: Tally;
  readonly #lately: Tally;
  #at: number;

  constructor(count = 0, spanMs = 0, at = NaN, lateCount = 0, lateSpanMs = 0) {
    this.#usual = { count, spanMs };
    this.#lately = { count: lateCount, spanMs: lateSpanMs };
    this.#at = at;
  }

  note(time: number): void {
    this.#moveTo(time);
    this.#usual.count += 1;
    this.#lately.count += 1;
  }

  /** Troubles a millisecond, as known at `time`. */
  at(time: number): number {
    this.#moveTo(time);
    const usual = (this.#usual.count + USUAL.count) / (this.#usual.spanMs + USUAL.spanMs);
    const lately = (this.#lately.count + usual * LATELY.spanMs) / (this.#lately.spanMs + LATELY.spanMs);
    return Math.max(usual, lately);
  }

  /** Arguments of the constructor that make its like. */
  state(): RootRateState {
    const { count, spanMs } = this.#usual;
    return [count, spanMs, Number.isNaN(this.#at) ? null : this.#at, this.#lately.count, this.#lately.spanMs];
  }

  #moveTo(time: number): void {
    if (time > this.#at) {
      const passed = time - this.#at;
      fade(this.#usual, passed, USUAL.halfLifeMs);
      fade(this.#lately, passed, LATELY.halfLifeMs);
    }
    if (Number.isNaN(this.#at) || time > this.#at) this.#at = time;
  }
}

/** `null` stands for a rate that has seen no moment yet; what was saved before the last two were counted lacks them. */
export type RootRateState = [
  count: number,
  spanMs: number,
  at: number | null,
  lateCount?: number,
  lateSpanMs?: number,
];

function fade(tally: Tally, passedMs: number, halfLifeMs: number): void {
  const kept = 0.5 ** (passedMs / halfLifeMs);
  tally.count *= kept;
  tally.spanMs = tally.spanMs * kept + passedMs;
}

/** Troubles of which nothing is known yet are supposed to begin once a day, with the weight of a week. */
const PRIOR = { count: 7, spanMs: 7 * 86_400_000 } as const;
/** What was counted counts half after this. */
const HALF_LIFE_MS = 14 * 86_400_000;

/** How often trouble begins by itself, anywhere: a coincidence says less where much goes wrong. */
export class RootRate {
  #count: number;
  #spanMs: number;
  #at: number;

  constructor(count = 0, spanMs = 0, at = NaN) {
    this.#count = count;
    this.#spanMs = spanMs;
    this.#at = at;
  }

  note(time: number): void {
    this.#moveTo(time);
    this.#count += 1;
  }

  /** Troubles a millisecond, as known at `time`. */
  at(time: number): number {
    this.#moveTo(time);
    return (this.#count + PRIOR.count) / (this.#spanMs + PRIOR.spanMs);
  }

  /** Arguments of the constructor that make its like. */
  state(): [number, number, number | null] {
    return [this.#count, this.#spanMs, Number.isNaN(this.#at) ? null : this.#at];
  }

  #moveTo(time: number): void {
    if (time > this.#at) {
      const passed = time - this.#at;
      const kept = 0.5 ** (passed / HALF_LIFE_MS);
      this.#count *= kept;
      this.#spanMs = this.#spanMs * kept + passed;
    }
    if (Number.isNaN(this.#at) || time > this.#at) this.#at = time;
  }
}

/** Rules that keep an anomaly from opening. */
export type BlockingRule = 'ignored' | 'smallest_effect';

const DAY_MS = 86_400_000;
const DAYS_KEPT = 7;

export interface SuppressedState {
  /** By rule and day (UTC, days since the epoch). */
  days: [rule: BlockingRule, day: number, count: number][];
  /** By slot, when a rule last kept it from opening: one anomaly is counted once. */
  last: [slot: number, timeMs: number][];
}

/** How often rules kept an anomaly from opening, over the last week. */
export class SuppressedCount {
  readonly #days: Map<string, { rule: BlockingRule; day: number; count: number }>;
  readonly #last: Map<number, number>;

  constructor(state: SuppressedState = { days: [], last: [] }) {
    this.#days = new Map(state.days.map(([rule, day, count]) => [`${rule} ${day}`, { rule, day, count }]));
    this.#last = new Map(state.last);
  }

  /** Readings of one slot within `gapMs` of each other are one anomaly that did not open. */
  note(slot: number, timeMs: number, rule: BlockingRule, gapMs: number): void {
    const before = this.#last.get(slot);
    this.#last.set(slot, timeMs);
    if (before !== undefined && timeMs - before <= gapMs) return;
    const day = Math.floor(timeMs / DAY_MS);
    const entry = this.#days.get(`${rule} ${day}`) ?? { rule, day, count: 0 };
    entry.count++;
    this.#days.set(`${rule} ${day}`, entry);
  }

  /** Drops what is older than a week, and slots that have been quiet for `gapMs`. */
  prune(timeMs: number, gapMs: number): void {
    const oldest = Math.floor(timeMs / DAY_MS) - DAYS_KEPT;
    for (const [key, { day }] of this.#days) if (day <= oldest) this.#days.delete(key);
    for (const [slot, at] of this.#last) if (timeMs - at > gapMs) this.#last.delete(slot);
  }

  forget(slot: number): void {
    this.#last.delete(slot);
  }

  byRule(): Record<BlockingRule, number> {
    const counts = { ignored: 0, smallest_effect: 0 };
    for (const { rule, count } of this.#days.values()) counts[rule] += count;
    return counts;
  }

  save(): SuppressedState {
    return {
      days: [...this.#days.values()].map(({ rule, day, count }) => [rule, day, count]),
      last: [...this.#last],
    };
  }
}

const WEEK_MS = 604_800_000;
/** Time constant of the account: a month of a promise made for weeks. */
const MEMORY_WEEKS = 4;
/** E-folds of rarity for each false alert too many or too few. */
const CORRECTION_AN_ALERT = 0.7;
/** The account may not correct more than a factor of six in rarity: what it does not know must not decide alone. */
const CORRECTION_MOST = 1.8;
/** The least that an alert is charged: even the strangest may have been false. */
const CHARGE_LEAST = 0.1;
/** Alerts that are remembered one by one, for what people say of them and for the week's count. */
const REMEMBERED_WEEKS = 4;
const REMEMBERED_MOST = 200;

interface Told {
  at: number;
  /** When the last peak joined it. */
  until: number;
  charge: number;
  /** The charge by expectation, while nobody said more. */
  expected: number;
}

export interface LedgerState {
  balance: number;
  weeks: number;
  told: Told[];
}

/**
 * What was told, and how much of it was false by expectation. Of a false alert, the rarity over that of the
 * threshold is even between none and one, so that twice of it is one in the mean; of a real one it is next to nothing. A person's verdict replaces it by none or one.
 */
export class Ledger {
  readonly #gapMs: number;
  readonly #intervalWeeks: number;
  readonly #keep: number;
  #balance: number;
  #weeks: number;
  #told: Told[];

  constructor({ gapMs, intervalMs }: { gapMs: number; intervalMs: number }, state?: LedgerState) {
    this.#gapMs = gapMs;
    this.#intervalWeeks = intervalMs / WEEK_MS;
    this.#keep = Math.exp(-this.#intervalWeeks / MEMORY_WEEKS);
    this.#balance = state?.balance ?? 0;
    this.#weeks = state?.weeks ?? 0;
    this.#told = state?.told.map((one) => ({ ...one })) ?? [];
  }

  /** An alert, as rare as `rarity` times the threshold's. Peaks within the gap of one belong to it: told together, counted once. */
  raise(timeMs: number, rarity: number): void {
    const last = this.#told.at(-1);
    if (last !== undefined && timeMs - last.until <= this.#gapMs) {
      last.until = timeMs;
      return;
    }
    const share = 2 * Math.min(1, rarity);
    const charge = CHARGE_LEAST + (1 - CHARGE_LEAST) * share;
    this.#balance += charge;
    this.#told.push({ at: timeMs, until: timeMs, charge, expected: charge });
    const oldest = timeMs - REMEMBERED_WEEKS * WEEK_MS;
    this.#told = this.#told.filter(({ until }) => until > oldest).slice(-REMEMBERED_MOST);
  }

  /** The alert goes on: peaks that come within the gap of `timeMs` still belong to it. */
  extend(timeMs: number): void {
    const last = this.#told.at(-1);
    if (last !== undefined && timeMs - last.until <= this.#gapMs) last.until = timeMs;
  }

  /** What a person said of the alert at `timeMs`; undefined takes it back. */
  judge(timeMs: number, real: boolean | undefined): void {
    const one = this.#told.find(
      ({ at, until }) => timeMs >= at - this.#gapMs && timeMs <= until + this.#gapMs,
    );
    if (one === undefined) return;
    const charge = real === undefined ? one.expected : real ? 0 : 1;
    this.#balance += charge - one.charge;
    one.charge = charge;
  }

  /** An interval went by. */
  pass(): void {
    this.#balance *= this.#keep;
    this.#weeks = this.#weeks * this.#keep + this.#intervalWeeks;
  }

  /** By how many e-folds alerts must be rarer so that the long run comes to `budget` a week. */
  correction(budget: number): number {
    const owed = (CORRECTION_AN_ALERT * (this.#balance - budget * this.#weeks)) / Math.max(1, budget);
    return Math.min(CORRECTION_MOST, Math.max(-CORRECTION_MOST, owed));
  }

  toldInWeek(timeMs: number): number {
    return this.#told.filter(({ until }) => until > timeMs - WEEK_MS).length;
  }

  save(): LedgerState {
    return { balance: this.#balance, weeks: this.#weeks, told: this.#told.map((one) => ({ ...one })) };
  }
}

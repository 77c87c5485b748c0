import { LevelCounts, NEVER, type LevelCountsState } from './level-counts.ts';
import { falseRate, levelOf, rateAt, type FalseRate } from './false-rate.ts';
import { Ledger, type LedgerState } from './ledger.ts';

/** Groups are counted over a quarter or so: long enough for a few of the rare ones. */
const MEMORY_WEEKS = 8;
/** Alerts within an hour are one interruption, and one piece of work. */
const GAP_MS = 3_600_000;
/** Of slow signals: what an anomaly is remembered for. */
const GAP_INTERVALS = 12;
/** How often the threshold is read anew, in the time of the readings. */
const RENEW_MS = 3_600_000;
/** Rarer than one in a hundred: below that, nothing that a person would call an anomaly is left. */
export const THRESHOLD_LEAST = 20;
/** What is this rare is told at every budget: a service that is down must not be lost among its own noise. */
export const THRESHOLD_MOST = 300;
/** Until a detector has seen a whole day, everything that happens once a day is new to it: times as many decibans at first. */
const FIRST_DAY_FACTOR = 3;
/** A factor of ten in rarity is this many decibans, and at most as much as the threshold itself. */
const DECADE_LEAST = 10;
const FIRST_DAY_MS = 86_400_000;
/** Time constant of the mean number of readings an interval, in intervals. */
const ROWS_MEMORY = 100;

export interface BudgetSettings {
  /** False alerts a week that are borne, above 0. */
  falseAlerts: number;
  intervalSeconds: number;
}

/** All of it as plain numbers: JSON keeps them as they are. */
export interface BudgetState {
  counts: LevelCountsState;
  ledger: LedgerState;
  first: number;
  renewAt: number;
  rows: number;
  rate: FalseRate;
}

/**
 * Holds a detector to its alert budget: the score (decibans) that a peak must reach so that ordinary readings of all
 * its signals give `falseAlerts` alerts a week. Calibrated p-values give the first guess; what every level would have
 * told so far corrects it; and the ledger of what was told pulls the long run to the budget. Online false-discovery
 * rules (LORD, SAFFRON: Ramdas et al. 2017, 2018) bound a share of the discoveries instead, and starve where anomalies
 * are rare: see docs/decisions/0011-alert-budget.md.
 *
 * Causal: the threshold of an interval follows from the intervals before it. Times rise from call to call.
 */
export class AlertBudget {
  readonly settings: BudgetSettings;
  readonly gapMs: number;
  readonly #counts: LevelCounts;
  readonly #ledger: Ledger;
  #first: number;
  #renewAt: number;
  #rows: number;
  #rate: FalseRate;

  constructor(settings: BudgetSettings, state?: BudgetState) {
    this.settings = settings;
    const intervalMs = settings.intervalSeconds * 1000;
    this.gapMs = Math.max(GAP_MS, GAP_INTERVALS * intervalMs);
    this.#counts = new LevelCounts(
      { gapMs: this.gapMs, intervalMs, memoryWeeks: MEMORY_WEEKS },
      state?.counts,
    );
    this.#ledger = new Ledger({ gapMs: this.gapMs, intervalMs }, state?.ledger);
    this.#first = state?.first ?? NEVER;
    this.#renewAt = state?.renewAt ?? NEVER;
    this.#rows = state?.rows ?? 0;
    this.#rate = state?.rate ?? { base: THRESHOLD_MOST, rate: settings.falseAlerts, scale: 1 };
  }

  /** What a peak of the interval at `timeMs`, with `readings` readings, must reach. To be called once an interval. */
  threshold(timeMs: number, readings: number): number {
    if (this.#first === NEVER) {
      this.#first = timeMs;
      this.#rows = readings;
    }
    this.#rows += (readings - this.#rows) / ROWS_MEMORY;
    if (timeMs >= this.#renewAt) this.#renew(timeMs);
    return this.current(timeMs);
  }

  /** The same without a step: what holds at `timeMs`. */
  current(timeMs: number): number {
    const { falseAlerts } = this.settings;
    const level = levelOf(this.#rate, falseAlerts * Math.exp(-this.#ledger.correction(falseAlerts)));
    const age = Math.max(0, timeMs - this.#first);
    const margin = FIRST_DAY_FACTOR ** Math.max(0, 1 - age / FIRST_DAY_MS);
    return Math.min(THRESHOLD_MOST, Math.max(THRESHOLD_LEAST, level * margin));
  }

  /** An alert was told for a peak of `peak` decibans, at a threshold of `threshold`. */
  raise(timeMs: number, peak: number, threshold: number): void {
    this.#ledger.raise(timeMs, (threshold / Math.max(threshold, peak)) ** (1 / this.#rate.scale));
  }

  /** What a person said of the alert that was told about `timeMs`; undefined takes it back. */
  judge(timeMs: number, real: boolean | undefined): void {
    this.#ledger.judge(timeMs, real);
  }

  /** Alerts (groups of them) told in the week before `timeMs`. */
  toldInWeek(timeMs: number): number {
    return this.#ledger.toldInWeek(timeMs);
  }

  /** False alerts a week that a threshold of `level` decibans is expected to give. */
  expectedAt(level: number): number {
    return rateAt(this.#rate, level);
  }

  /** Decibans above `level` that make a peak ten times as rare. */
  decadeAt(level: number): number {
    return Math.min(level, Math.max(DECADE_LEAST, level * (10 ** this.#rate.scale - 1)));
  }

  /** Ends the interval: its highest peak was `peak` decibans, at a threshold of `threshold`. */
  learn(timeMs: number, peak: number, threshold: number): void {
    if (peak >= threshold) this.#ledger.extend(timeMs);
    // Peaks of the first day say how little was known, not how often ordinary readings peak.
    if (timeMs - this.#first >= FIRST_DAY_MS) this.#counts.push(timeMs, peak);
    this.#ledger.pass();
  }

  #renew(timeMs: number): void {
    const perWeek = (this.#rows * 604_800) / this.settings.intervalSeconds;
    this.#rate = falseRate(this.#counts, perWeek, this.settings.falseAlerts, this.gapMs);
    this.#renewAt = timeMs + RENEW_MS;
  }

  save(): BudgetState {
    return {
      counts: this.#counts.save(),
      ledger: this.#ledger.save(),
      first: this.#first,
      renewAt: this.#renewAt,
      rows: this.#rows,
      rate: { ...this.#rate },
    };
  }
}

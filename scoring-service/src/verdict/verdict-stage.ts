import { SEVERITY_FROM, durationSeconds, type Detector, type Labels } from '@lapwing/contract';
import { ECHO_MOST, FEATURES, type AnomalyRun, type BankScores } from '@lapwing/engine';
import { KEENER_MOST, type StandingFeedback } from './feedback-shift.ts';
import { notePeak } from './habits.ts';
import type { VerdictInputs } from './inputs.ts';
import { LabelCache } from './label-cache.ts';
import { MaintenanceMask } from './maintenance-mask.ts';
import { rule } from './row-rules.ts';
import { NO_RULES, ordinal, spellScore, type AppliedRules, type Verdict } from './verdict.ts';
import type { VerdictState } from './verdict-state.ts';
import { activeWindows, type ActiveWindow } from './windows.ts';

/** Readings below this (one in ten) are no peak of anything: nobody looks at them. */
const LEAST_P_VALUE = 0.1;
const PRUNE_MS = 3_600_000;
/** Signals whose peaks are remembered at most; the rest have no habits. A peak takes some hundred bytes. */
const HABITS_MOST = 50_000;

/** Who the signals of the slots are. */
export interface SignalNames {
  id(slot: number): string;
  labels(slot: number): Labels;
}

/**
 * What becomes of a detector's scores: which readings open an anomaly, and which anomalies are told. Works on state and
 * values alone: live scoring, a replay and a backtest come to the same verdicts. In each interval, in this order:
 * `begin`, `mask`, `levels`, `decide` for each run that changed, `end`.
 */
export class VerdictStage {
  readonly #detector: Detector;
  readonly #state: VerdictState;
  readonly #names: SignalNames;
  readonly #inputs: VerdictInputs;
  readonly #intervalMs: number;
  readonly #openAt: number;
  readonly #floor: number;
  readonly #labels: LabelCache;
  readonly #mask: MaintenanceMask;
  #levels = new Float64Array(0);
  #threshold = Infinity;
  #decade = 0;
  #peak = 0;
  #windows: ActiveWindow[] = [];
  #feedback: readonly StandingFeedback[] = [];
  /** Rules that hold for strange readings of this interval, by slot. */
  readonly #applied = new Map<number, AppliedRules>();

  constructor(detector: Detector, state: VerdictState, names: SignalNames, inputs: VerdictInputs) {
    this.#detector = detector;
    this.#state = state;
    this.#names = names;
    this.#inputs = inputs;
    this.#intervalMs = durationSeconds(detector.interval) * 1000;
    this.#openAt = SEVERITY_FROM[detector.open_at];
    this.#floor = detector.alert_at === undefined ? 0 : SEVERITY_FROM[detector.alert_at];
    this.#labels = new LabelCache(names);
    this.#mask = new MaintenanceMask(this.#labels);
  }

  /** Begins an interval of `readings` readings. */
  begin(timeMs: number, readings: number): void {
    const { suppress, id } = this.#detector;
    this.#windows = activeWindows(suppress.windows, timeMs, this.#inputs.calendars);
    this.#feedback = this.#inputs.feedback(id);
    this.#hear(timeMs);
    this.#threshold = this.#state.budget.threshold(timeMs, readings);
    this.#decade = this.#state.budget.decadeAt(this.#threshold);
    this.#peak = 0;
    this.#applied.clear();
  }

  /** `values` as the models get them: readings of signals in maintenance are gaps, so that nobody learns an outage. */
  mask(slots: Uint32Array, values: Float64Array): Float64Array {
    return this.#mask.apply(this.#windows, slots, values);
  }

  /** What each row must reach to open an anomaly, decibans; Infinity where it may not. Valid until the next call. */
  levels(timeMs: number, slots: Uint32Array, values: Float64Array, scores: BankScores): Float64Array {
    if (this.#levels.length < slots.length) this.#levels = new Float64Array(slots.length * 2);
    const { suppressed, budget } = this.#state;
    const open = this.#openLevel(NO_RULES);
    const strangeP = Math.min(LEAST_P_VALUE, 10 ** (-(open - KEENER_MOST * this.#decade) / 10));
    for (let i = 0; i < slots.length; i++) {
      this.#levels[i] = open;
      const p = scores.pValue[i];
      if (p >= LEAST_P_VALUE || scores.echo[i] > ECHO_MOST || Number.isNaN(values[i])) continue;
      const score = -10 * Math.log10(p);
      if (this.#ignores(slots[i])) {
        if (score >= open) suppressed.note(slots[i], timeMs, 'ignored', budget.gapMs);
        this.#levels[i] = Infinity;
        continue;
      }
      if (p > strangeP) {
        // Too ordinary for any rule to matter: it tells the budget what is ordinary.
        if (score > this.#peak) this.#peak = score;
        continue;
      }
      this.#levels[i] = this.#rule(timeMs, slots[i], score, values[i], scores, i);
    }
    return this.#levels;
  }

  /** Whether somebody is told of a run, as it stands after this interval. */
  decide(run: AnomalyRun, timeMs: number): Verdict {
    const { verdicts } = this.#state;
    const before = verdicts.get(run.slot);
    if (run.change === 'closed') {
      verdicts.delete(run.slot);
      return before ?? { alert: 'withheld', reason: 'it is over', trace: [] };
    }
    // What was told stays told.
    if (before?.alert === 'raised') return before;
    const verdict = this.#judge(-10 * Math.log10(run.pValue), run.slot, timeMs);
    verdicts.set(run.slot, verdict);
    return verdict;
  }

  /** The verdict that holds for an open run. */
  standing(slot: number): Verdict {
    return this.#state.verdicts.get(slot) ?? { alert: 'withheld', reason: '', trace: [] };
  }

  end(timeMs: number): void {
    const { budget, suppressed } = this.#state;
    budget.learn(timeMs, this.#peak, this.#needed(NO_RULES));
    const passed = Math.floor(timeMs / PRUNE_MS) !== Math.floor((timeMs - this.#intervalMs) / PRUNE_MS);
    if (passed) suppressed.prune(timeMs, budget.gapMs);
  }

  /** A slot that is given to another signal. */
  forget(slot: number): void {
    this.#state.verdicts.delete(slot);
    this.#state.peaks.delete(slot);
    this.#state.suppressed.forget(slot);
    this.#labels.forget(slot);
  }

  /** Puts what people said since the last interval into the budget's account. */
  #hear(timeMs: number): void {
    const since = this.#state.judgedUntil;
    for (const { feedback, from, until, peak } of this.#feedback) {
      if (feedback.verdict === 'missed') continue;
      const isNew = (at: number): boolean => at > since && at <= timeMs;
      if (isNew(from)) this.#state.budget.judge(peak, feedback.verdict === 'real');
      if (isNew(until)) this.#state.budget.judge(peak, undefined);
    }
    this.#state.judgedUntil = timeMs;
  }

  #ignores(slot: number): boolean {
    return this.#detector.suppress.ignore.some((wanted) => this.#labels.has(slot, wanted));
  }

  #needed({ decibans }: AppliedRules): number {
    return Math.max(this.#threshold + decibans, this.#floor);
  }

  /** An alert is an anomaly, too, whatever severities open one. */
  #openLevel(applied: AppliedRules): number {
    return Math.min(this.#openAt + Math.min(0, applied.decibans), this.#needed(applied));
  }

  #rule(
    timeMs: number,
    slot: number,
    score: number,
    actual: number,
    scores: BankScores,
    row: number,
  ): number {
    const { peaks, suppressed, budget } = this.#state;
    const own = peaks.get(slot) ?? [];
    const reading = {
      ...{ timeMs, slot, signalId: this.#names.id(slot), labels: this.#names.labels(slot) },
      ...{ feature: FEATURES[scores.feature[row]], actual, expected: scores.expected[row], score },
    };
    const ruling = rule(reading, {
      ...{ detector: this.#detector, intervalMs: this.#intervalMs, threshold: this.#needed(NO_RULES) },
      decade: this.#decade,
      ...{ windows: this.#windows, feedback: this.#feedback, peaks: own },
    });
    const wouldOpen = score >= this.#openLevel(NO_RULES);
    if (ruling === 'smallest_effect') {
      if (wouldOpen) suppressed.note(slot, timeMs, ruling, budget.gapMs);
      return Infinity;
    }
    const applied = ruling;
    if (applied !== NO_RULES) this.#applied.set(slot, applied);
    if (!applied.muted) this.#peak = Math.max(this.#peak, score - applied.decibans);
    if (wouldOpen && (own.length > 0 || peaks.size < HABITS_MOST)) {
      const up = !(actual < reading.expected);
      peaks.set(slot, notePeak(own, timeMs, up, score, budget.gapMs));
    }
    return this.#openLevel(applied);
  }

  #judge(score: number, slot: number, timeMs: number): Verdict {
    const { budget } = this.#state;
    const applied = this.#applied.get(slot) ?? NO_RULES;
    const { trace, muted } = applied;
    const bare = this.#needed(NO_RULES);
    const needed = this.#needed(applied);
    const told = budget.toldInWeek(timeMs);
    const spelt = spellScore(score);
    if (muted) return { alert: 'withheld', reason: 'a window keeps it from being told', trace };
    if (score >= needed) {
      budget.raise(timeMs, score - applied.decibans, this.#threshold);
      const nth = ordinal(Math.max(1, budget.toldInWeek(timeMs)));
      return {
        alert: 'raised',
        reason: `its score of ${spelt} reaches ${spellScore(needed)}; ${nth} alert this week`,
        trace,
      };
    }
    if (score >= bare) {
      const reason = `rules: its score of ${spelt} would do without them; needs ${spellScore(needed)} or more`;
      return { alert: 'withheld', reason, trace };
    }
    if (this.#floor > this.#threshold + applied.decibans) {
      const reason = `alert_at: its score of ${spelt} is below ${this.#detector.alert_at ?? ''}`;
      return { alert: 'withheld', reason, trace };
    }
    const reason = `budget: would have been the ${ordinal(told + 1)} alert this week; needs a score of ${spellScore(needed)} or more`;
    return { alert: 'withheld', reason, trace };
  }
}

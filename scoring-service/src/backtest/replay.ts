import { newState, type DetectorState } from '../pipeline/detector-state.ts';
import { intervalMs } from '../pipeline/engine-settings.ts';
import type { ScoreBatch } from '../pipeline/score-batch.ts';
import { ChunkScorer } from '../pipeline/score-chunk.ts';
import type { PulledChunk } from '../sources/source.ts';
import { createNetSchedule, SHIPPED_NETS } from '../training/net-schedule.ts';
import { BudgetTrials } from './budget-trials.ts';
import { NO_FIXED_INPUTS, thawInputs, type FixedInputs } from './fixed-inputs.ts';
import { holdTo, type BacktestLimits } from './limits.ts';
import type { BacktestPlan } from './plan.ts';

/** What the live run has beside the readings, as plain values. */
export interface ReplaySurroundings {
  inputs: FixedInputs;
  /** Where the nets lie that a service trained; those that come with the program where absent. */
  dataFolder?: string;
}

export const NO_SURROUNDINGS: ReplaySurroundings = { inputs: NO_FIXED_INPUTS };

/** A detector over pulled chunks, by live scoring's own code, in memory: `commit` gets what would have been stored. */
export class Replay {
  readonly #plan: BacktestPlan;
  readonly #limits: BacktestLimits;
  readonly #state: DetectorState;
  readonly #scorer: ChunkScorer;
  readonly #trials: BudgetTrials;
  readonly #problems = new Set<string>();
  #readings = 0;
  #milliseconds = 0;

  constructor(
    plan: BacktestPlan,
    limits: BacktestLimits,
    commit: (batch: ScoreBatch) => void,
    { inputs, dataFolder }: ReplaySurroundings = NO_SURROUNDINGS,
  ) {
    const { detector, begin, from } = plan;
    this.#plan = plan;
    this.#limits = limits;
    const verdictInputs = thawInputs(inputs);
    const state = newState(detector, begin, -Infinity);
    this.#trials = new BudgetTrials(plan, state, verdictInputs);
    this.#state = { ...state, tracker: this.#trials.tracker };
    const nets = dataFolder === undefined ? SHIPPED_NETS : createNetSchedule(dataFolder, { readOnly: true });
    this.#scorer = new ChunkScorer(detector, this.#state, from, commit, verdictInputs, nets);
  }

  /** Time spent on scoring, ms. */
  get milliseconds(): number {
    return this.#milliseconds;
  }
  /** `from`: the first reading that was judged, epoch ms. */
  budgets(from: number): ReturnType<BudgetTrials['outcome']> {
    return this.#trials.outcome(from);
  }
  get warnings(): string[] {
    return [...this.#problems];
  }
  /** Every interval before this (epoch ms) is scored. */
  get watermark(): number {
    return this.#state.watermark;
  }

  /** Scores a chunk. Throws TOO_LARGE, before the work is done that would pass a limit. */
  async add(chunk: PulledChunk, signal: AbortSignal): Promise<void> {
    this.#hold(chunk);
    const before = performance.now();
    const { refused, repeatedLabels } = await this.#scorer.run(chunk, signal);
    this.#milliseconds += performance.now() - before;
    for (const warning of chunk.warnings) this.#problems.add(warning);
    if (refused > 0) {
      this.#problems.add(
        `there are signals beyond max_signals (${this.#plan.detector.max_signals}): they are not scored`,
      );
    }
    if (repeatedLabels > 0) {
      this.#problems.add(
        "series with the same labels as another one are left out: the detector's labels hide what tells them apart",
      );
    }
  }

  #hold({ range, series, absent }: PulledChunk): void {
    const signals = Math.min(
      this.#plan.detector.max_signals,
      Math.max(series.length, this.#state.slots.used),
    );
    holdTo(this.#limits, 'signals', signals);
    const given = series.reduce((sum, { times }) => sum + times.length, 0);
    // Where absence means zero, every signal has a reading in every interval.
    const intervals = (range.to - range.from) / intervalMs(this.#plan.detector);
    this.#readings += absent === 'zero' ? Math.max(given, intervals * signals) : given;
    holdTo(this.#limits, 'readings', this.#readings);
  }
}

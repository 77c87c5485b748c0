import { falseAlertsAWeek, type BacktestResult, type Detector, type Labels } from '@lapwing/contract';
import { createTracker, type AnomalyTracker, type BankScores } from '@lapwing/engine';
import type { DetectorState } from '../pipeline/detector-state.ts';
import { trackerSettings } from '../pipeline/engine-settings.ts';
import type { VerdictInputs } from '../verdict/inputs.ts';
import { newVerdictState, type VerdictState } from '../verdict/verdict-state.ts';
import { VerdictStage, type SignalNames } from '../verdict/verdict-stage.ts';
import { aWeek, weeksOf } from './counts.ts';
import type { BacktestPlan } from './plan.ts';

/** Budgets that are tried beside the detector's own, in false alerts a week: from one in a month to several a day. */
const TRIED = [0.25, 0.5, 1, 2, 5, 10, 25];

/** What alerts would come of one budget: the pipeline's own stage of verdicts, over the same scores. */
class BudgetTrial {
  readonly falseAlerts: number;
  readonly tracker: AnomalyTracker;
  readonly #state: VerdictState;
  readonly #stage: VerdictStage;
  readonly #from: number;
  #lastRaised = -Infinity;
  alerts = 0;
  /** Alerts with those that are told together counted once, as the budget counts them. */
  groups = 0;

  constructor(detector: Detector, names: SignalNames, inputs: VerdictInputs, from: number) {
    this.falseAlerts = falseAlertsAWeek(detector.alert_budget);
    this.tracker = createTracker(trackerSettings(detector));
    this.#state = newVerdictState(detector);
    this.#stage = new VerdictStage(detector, this.#state, names, inputs);
    this.#from = from;
  }

  step(time: number, slots: Uint32Array, values: Float64Array, scores: BankScores): void {
    this.#stage.begin(time, slots.length);
    const levels = this.#stage.levels(time, slots, values, scores);
    for (const run of this.tracker.step(time, slots, values, scores, levels)) {
      const told = this.#state.verdicts.get(run.slot)?.alert === 'raised';
      const { alert } = this.#stage.decide(run, time);
      if (told || alert === 'withheld' || run.start < this.#from) continue;
      this.alerts++;
      if (time - this.#lastRaised > this.#state.budget.gapMs) this.groups++;
      this.#lastRaised = time;
    }
    this.#stage.end(time);
  }

  /** The run of a signal that fell silent is over. */
  end(slot: number): void {
    this.tracker.clearSlot(slot);
    this.#state.verdicts.delete(slot);
  }

  forget(slot: number): void {
    this.#stage.forget(slot);
  }
}

/**
 * A row of alert budgets beside each other in one run: scores do not hang on the budget, so the models run once. `tracker`
 * takes the place of the detector's own, does as that one does, and lets every trial see what it sees.
 */
export class BudgetTrials {
  readonly tracker: AnomalyTracker;
  readonly #plan: BacktestPlan;
  readonly #trials: BudgetTrial[];

  constructor(plan: BacktestPlan, { tracker, slots }: DetectorState, inputs: VerdictInputs) {
    const own = falseAlertsAWeek(plan.detector.alert_budget);
    const labels = new Map<number, Labels>();
    const names: SignalNames = {
      id: (slot) => slots.id(slot),
      // Asked by every trial for every strange reading.
      labels(slot) {
        const known = labels.get(slot) ?? slots.labels(slot);
        labels.set(slot, known);
        return known;
      },
    };
    this.#plan = plan;
    this.#trials = [...new Set([...TRIED, own])]
      .sort((a, b) => a - b)
      .map((falseAlerts) => {
        const alert_budget = { per: 'week', false_alerts: falseAlerts } as const;
        const detector = falseAlerts === own ? plan.detector : { ...plan.detector, alert_budget };
        return new BudgetTrial(detector, names, inputs, plan.from);
      });
    const trials = this.#trials;
    const ended = new Map<number, string>();
    this.tracker = {
      settings: tracker.settings,
      addSlots(count) {
        for (const trial of trials) trial.tracker.addSlots(count);
        return tracker.addSlots(count);
      },
      clearSlot(slot) {
        ended.set(slot, slots.id(slot));
        for (const trial of trials) trial.end(slot);
        tracker.clearSlot(slot);
      },
      step(time, ...rows) {
        for (const [slot, id] of ended) {
          if (slots.isUsed(slot) && slots.id(slot) === id) continue;
          labels.delete(slot);
          for (const trial of trials) trial.forget(slot);
        }
        ended.clear();
        const runs = tracker.step(time, ...rows);
        const [slotRows, values, scores] = rows;
        for (const trial of trials) trial.step(time, slotRows, values, scores);
        return runs;
      },
      save: () => tracker.save(),
    };
  }

  /** `from`: the first reading that was judged. */
  outcome(from: number): BacktestResult['budgets'] {
    const { until, detector } = this.#plan;
    const weeks = weeksOf(from, until);
    const own = falseAlertsAWeek(detector.alert_budget);
    return this.#trials.map(({ falseAlerts, alerts, groups }) => ({
      false_alerts_a_week: falseAlerts,
      own: falseAlerts === own,
      alerts,
      groups,
      groups_a_week: aWeek(groups, weeks),
    }));
  }
}

import { falseAlertsAWeek, durationSeconds, type Detector } from '@lapwing/contract';
import { AlertBudget, type BudgetState } from '@lapwing/engine';
import type { Peak } from './habits.ts';
import { SuppressedCount, type SuppressedState } from './suppressed-count.ts';
import type { Verdict } from './verdict.ts';

/** What the verdicts of a detector go on from: part of its snapshot. */
export interface VerdictState {
  budget: AlertBudget;
  /** Of open anomalies, by slot. */
  verdicts: Map<number, Verdict>;
  /** When signals peaked, by slot. */
  peaks: Map<number, Peak[]>;
  suppressed: SuppressedCount;
  /** What people said up to here (epoch ms) is in the budget's account. */
  judgedUntil: number;
}

/** The same as plain values: JSON keeps them as they are. */
export interface SavedVerdictState {
  budget: BudgetState;
  verdicts: [number, Verdict][];
  peaks: [number, Peak[]][];
  suppressed: SuppressedState;
  judgedUntil: number;
}

export function newVerdictState(detector: Detector): VerdictState {
  return {
    budget: new AlertBudget(budgetSettings(detector)),
    verdicts: new Map(),
    peaks: new Map(),
    suppressed: new SuppressedCount(),
    judgedUntil: 0,
  };
}

export function saveVerdictState(state: VerdictState): SavedVerdictState {
  return {
    budget: state.budget.save(),
    verdicts: [...state.verdicts],
    peaks: [...state.peaks],
    suppressed: state.suppressed.save(),
    judgedUntil: state.judgedUntil,
  };
}

/** What `saveVerdictState` gave, under the budget that the detector has now. */
export function restoreVerdictState(detector: Detector, saved: SavedVerdictState): VerdictState {
  return {
    budget: new AlertBudget(budgetSettings(detector), saved.budget),
    verdicts: new Map(saved.verdicts),
    peaks: new Map(saved.peaks),
    suppressed: new SuppressedCount(saved.suppressed),
    judgedUntil: saved.judgedUntil,
  };
}

function budgetSettings(detector: Detector): { falseAlerts: number; intervalSeconds: number } {
  return {
    falseAlerts: falseAlertsAWeek(detector.alert_budget),
    intervalSeconds: durationSeconds(detector.interval),
  };
}

import type { Detector, Feature, Labels } from '@lapwing/contract';
import { feedbackShifts, isStanding, type StandingFeedback } from './feedback-shift.ts';
import { habitShift, type Peak } from './habits.ts';
import { mattersEnough } from './smallest-effect.ts';
import { NO_RULES, traceOf, type AppliedRules, type RuleShift } from './verdict.ts';
import { hasLabels, type ActiveWindow } from './windows.ts';

/** A strange reading and all that rules look at. */
export interface StrangeReading {
  timeMs: number;
  slot: number;
  signalId: string;
  labels: Labels;
  feature: Feature;
  actual: number;
  expected: number;
  /** Decibans. */
  score: number;
}

export interface RuleContext {
  detector: Detector;
  intervalMs: number;
  /** What a reading must reach without any rule. */
  threshold: number;
  /** Decibans more that make a peak ten times as rare. */
  decade: number;
  windows: readonly ActiveWindow[];
  feedback: readonly StandingFeedback[];
  peaks: readonly Peak[];
}

/**
 * What the detector's rules ask of one strange reading, or that it may open nothing. Signals in maintenance and those
 * that are ignored never come here.
 */
export function rule(reading: StrangeReading, context: RuleContext): AppliedRules | 'smallest_effect' {
  const { detector, windows, feedback, threshold, decade, peaks, intervalMs } = context;
  const { suppress } = detector;
  const { actual, expected, timeMs, score } = reading;
  if (!mattersEnough(suppress.smallest_effect, actual, expected)) return 'smallest_effect';

  const up = !(actual < expected);
  const shifts: RuleShift[] = [];
  const applied: AppliedRules = { decibans: 0, muted: false, trace: [] };
  for (const { window, detail } of windows) {
    if (!hasLabels(reading.labels, window.labels)) continue;
    if (window.effect === 'quieter') shifts.push({ rule: 'window', decibans: window.by, detail });
    if (window.effect === 'no_alerts') {
      applied.muted = true;
      applied.trace.push({ rule: 'window', effect: 'nobody is told', detail });
    }
  }
  if (suppress.learn_recurring && peaks.length > 0) {
    const isReal = (at: number): boolean => saidReal(feedback, reading.signalId, at, timeMs);
    const shift = habitShift(peaks, { timeMs, up, intervalMs, threshold, decade, isReal });
    if (shift !== undefined) shifts.push(shift);
  }
  if (feedback.length > 0) {
    const { signalId, labels, feature } = reading;
    const judged = { timeMs, signalId, labels: () => labels, feature, up, score, threshold, decade };
    shifts.push(...feedbackShifts(feedback, judged));
  }
  if (shifts.length === 0 && !applied.muted) return NO_RULES;
  applied.decibans = shifts.reduce((sum, { decibans }) => sum + decibans, 0);
  applied.trace.push(...shifts.map(traceOf));
  return applied;
}

/** Whether somebody said that the peak at `at` was real, as far as was known at `now`. */
function saidReal(feedback: readonly StandingFeedback[], signalId: string, at: number, now: number): boolean {
  return feedback.some(
    (one) =>
      one.feedback.verdict === 'real' &&
      one.feedback.signal_id === signalId &&
      isStanding(one, now) &&
      at >= one.start &&
      at <= Math.min(one.end, one.from),
  );
}

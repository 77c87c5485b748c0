import type { Feature, Feedback, Labels } from '@lapwing/contract';
import { spellScore, type RuleShift } from './verdict.ts';

const DAY_MS = 86_400_000;
/** What people said holds half as much after a month: services change. */
const HALF_LIFE_MS = 30 * DAY_MS;
/** After six halvings nothing is left of it. */
const SPENT_MS = 6 * HALF_LIFE_MS;
/**
 * Strengths are factors of ten in rarity, as the detector's own peaks have it. "Not an anomaly": its like must be ten
 * times rarer at least, and stronger than what was dismissed. Several verdicts add up to ten thousand times, or to the
 * strongest one alone: what is stronger than anything that was dismissed is always told.
 */
const QUIETER_LEAST = 1;
const QUIETER_MARGIN = 0.3;
const QUIETER_MOST = 4;
/** One this much stronger than what was dismissed is not its like. */
const STRONGER_THAN = 1;
/** "Missed": as much keener as would have told it, between two and a half and ten times. */
const KEENER_LEAST = 0.4;
const KEENER_MARGIN = 0.1;
export const KEENER_MOST = 1;
/** A signal like it, and another time of day, are half as alike. */
const OTHER_SIGNAL = 0.5;
const OTHER_TIME = 0.5;
const SAME_TIME_MS = 2 * 3_600_000;
/** Less than this is not worth a word. */
const SHIFT_LEAST = 0.1;

/** A feedback with its moments as numbers. */
export interface StandingFeedback {
  feedback: Feedback;
  from: number;
  until: number;
  start: number;
  end: number;
  peak: number;
}

export function standing(feedback: Feedback): StandingFeedback {
  const { effective_from, effective_until, start, end, peak } = feedback;
  return {
    feedback,
    from: Date.parse(effective_from),
    until: effective_until === null ? Infinity : Date.parse(effective_until),
    start: Date.parse(start),
    end: end === null ? Infinity : Date.parse(end),
    peak: Date.parse(peak),
  };
}

/** Whether it holds for the interval at `timeMs`. */
export function isStanding({ from, until }: StandingFeedback, timeMs: number): boolean {
  return timeMs >= from && timeMs < until && timeMs - from < SPENT_MS;
}

/** A strange reading, as feedback looks at it. */
export interface Judged {
  timeMs: number;
  signalId: string;
  labels: () => Labels;
  feature: Feature;
  up: boolean;
  /** Decibans. */
  score: number;
  /** What it would have to reach without any rule, and how many decibans more are ten times rarer. */
  threshold: number;
  decade: number;
}

/** What people said of readings like this one, within the bounds above. */
export function feedbackShifts(all: readonly StandingFeedback[], judged: Judged): RuleShift[] {
  const shifts = all
    .filter((one) => isStanding(one, judged.timeMs))
    .map((one) => ({ one, decibans: shiftOf(one, judged) }))
    .filter(({ decibans }) => Math.abs(decibans) >= SHIFT_LEAST);
  const total = shifts.reduce((sum, { decibans }) => sum + decibans, 0);
  const { decade } = judged;
  const most = Math.max(QUIETER_MOST * decade, ...shifts.map(({ decibans }) => decibans));
  const bounded = Math.min(most, Math.max(-KEENER_MOST * decade, total));
  // What is beyond the bounds is taken off each in proportion, so that the trace adds up.
  const share = total === 0 ? 1 : bounded / total;
  return shifts.map(({ one, decibans }) => ({
    rule: 'feedback',
    decibans: decibans * share,
    detail: detailOf(one.feedback, judged.signalId),
  }));
}

function shiftOf({ feedback, from, peak }: StandingFeedback, judged: Judged): number {
  const { verdict, score, up, feature } = feedback;
  const { threshold, decade } = judged;
  if (verdict === 'real') return 0;
  if (up !== null && up !== judged.up) return 0;
  let weight = 0.5 ** ((judged.timeMs - from) / HALF_LIFE_MS);
  if (feedback.signal_id !== judged.signalId) {
    if (feedback.labels['metric'] !== judged.labels()['metric']) return 0;
    weight *= OTHER_SIGNAL;
  }
  if (verdict === 'missed') {
    const short = (threshold - score) / decade + KEENER_MARGIN;
    return -weight * decade * Math.min(KEENER_MOST, Math.max(KEENER_LEAST, short));
  }
  if (feature !== null && feature !== judged.feature) return 0;
  if (judged.score > score + STRONGER_THAN * decade) return 0;
  if (timeOfDayApart(peak, judged.timeMs) > SAME_TIME_MS) weight *= OTHER_TIME;
  const beyond = (score - threshold) / decade + QUIETER_MARGIN;
  return weight * decade * Math.max(QUIETER_LEAST, beyond);
}

function timeOfDayApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % DAY_MS;
  return Math.min(apart, DAY_MS - apart);
}

const SAID = { not_an_anomaly: 'not an anomaly', real: 'real', missed: 'missed' } as const;

function detailOf({ id, verdict, by, start, score, signal_id }: Feedback, signalId: string): string {
  const where = signal_id === signalId ? 'this signal' : 'a signal like it';
  return `${by} said "${SAID[verdict]}" of ${start} on ${where} (score ${spellScore(score)}, feedback ${id})`;
}

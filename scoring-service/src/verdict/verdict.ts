import type { AlertDecision, TraceEntry } from '@lapwing/contract';

/** What becomes of an anomaly: whether somebody is told, why, and which rules had a say. */
export interface Verdict {
  alert: AlertDecision;
  reason: string;
  trace: TraceEntry[];
}

/** What one rule asks of an alert. */
export interface RuleShift {
  /** Decibans more (less, when negative) that a peak must reach. */
  decibans: number;
  rule: TraceEntry['rule'];
  detail: string;
}

/** Rules that hold for one signal in one interval, and what they come to. */
export interface AppliedRules {
  decibans: number;
  /** Nobody is told, whatever the score. */
  muted: boolean;
  trace: TraceEntry[];
}

export const NO_RULES: AppliedRules = { decibans: 0, muted: false, trace: [] };

const DIGITS = 1;

/** A score as people read it. */
export function spellScore(decibans: number): string {
  return String(Number(decibans.toFixed(DIGITS)));
}

export function traceOf({ decibans, rule, detail }: RuleShift): TraceEntry {
  const effect = `needs ${spellScore(Math.abs(decibans))} decibans ${decibans > 0 ? 'more' : 'less'} to be an alert`;
  return { rule, effect, detail };
}

/** `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`. */
export function ordinal(n: number): string {
  const [tens, ones] = [n % 100, n % 10];
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][ones] ?? 'th'}`;
}

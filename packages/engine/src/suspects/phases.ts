import type { Window } from './evidence.ts';

/** The trouble is looked at from its start, from a quarter, a half and three quarters on: faults begin late. */
export const PHASES = 4;

/** Counts of something: before the trouble, and in each quarter of it. */
export interface PhasedCount {
  past: number;
  now: number[];
}

export function phasedCount(): PhasedCount {
  return { past: 0, now: new Array<number>(PHASES).fill(0) };
}

/** −1 for the past, else the quarter of the trouble. */
export function phaseOf(timeMs: number, { atMs, untilMs }: Window): number {
  if (timeMs < atMs) return -1;
  const length = Math.max(1, untilMs - atMs);
  return Math.min(PHASES - 1, Math.max(0, Math.floor((PHASES * (timeMs - atMs)) / length)));
}

export function countAt(count: PhasedCount, phase: number, times = 1): void {
  if (phase < 0) count.past += times;
  else count.now[phase] += times;
}

/** What came from a phase on. */
export function since(count: PhasedCount, phase: number): number {
  let sum = 0;
  for (let i = phase; i < PHASES; i++) sum += count.now[i];
  return sum;
}

/** Start of a phase, epoch ms. */
export function phaseStart(phase: number, { atMs, untilMs }: Window): number {
  return atMs + (phase * (untilMs - atMs)) / PHASES;
}

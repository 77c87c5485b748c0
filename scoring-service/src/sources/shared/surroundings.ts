import { sleep } from './backoff.ts';

/** What a source takes from outside, so that tests are repeatable. */
export interface SourceSurroundings {
  now: () => number;
  /** 0 up to 1: jitter alone. */
  random: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const REAL_SURROUNDINGS: SourceSurroundings = { now: Date.now, random: Math.random, sleep };

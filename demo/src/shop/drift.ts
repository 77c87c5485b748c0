import type { Random } from './random.ts';

/** A slow wander round 0: first-order auto-regressive, so that a step of any length keeps its spread. */
export interface Drift {
  /** Moves on by `seconds` and returns where it is. */
  step(seconds: number): number;
}

/** `spread`: standard deviation; `memorySeconds`: time after which 1/e of a displacement is left. */
export function createDrift(random: Random, spread: number, memorySeconds: number): Drift {
  let at = spread * random.normal();
  return {
    step(seconds) {
      const kept = Math.exp(-seconds / memorySeconds);
      at = at * kept + spread * Math.sqrt(1 - kept * kept) * random.normal();
      return at;
    },
  };
}

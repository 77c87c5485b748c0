import type { BacktestLimits } from './limits.ts';
import type { BacktestPlan } from './plan.ts';
import { Replay } from './replay.ts';
import type { ChunkScoring } from './run-backtest.ts';
import { Tally } from './tally.ts';

/** Scores in this thread. */
export function scoreHere(plan: BacktestPlan, limits: BacktestLimits, signal: AbortSignal): ChunkScoring {
  const tally = new Tally(plan);
  const replay = new Replay(plan, limits, (batch) => tally.take(batch));
  return {
    add: (chunk) => replay.add(chunk, signal),
    finish: async () => ({ outcome: tally.outcome(replay.warnings), scoringMs: replay.milliseconds }),
  };
}

import type { BacktestLimits } from './limits.ts';
import type { BacktestPlan } from './plan.ts';
import { NO_SURROUNDINGS, Replay, type ReplaySurroundings } from './replay.ts';
import type { ChunkScoring } from './run-backtest.ts';
import { Tally } from './tally.ts';

/** Scores in this thread. */
export function scoreHere(
  plan: BacktestPlan,
  limits: BacktestLimits,
  signal: AbortSignal,
  surroundings: ReplaySurroundings = NO_SURROUNDINGS,
): ChunkScoring {
  const tally = new Tally(plan);
  const replay = new Replay(plan, limits, (batch) => tally.take(batch), surroundings);
  return {
    add: (chunk) => replay.add(chunk, signal),
    finish: async () => ({
      outcome: tally.outcome(replay.warnings, replay.budgets(tally.from)),
      scoringMs: replay.milliseconds,
    }),
  };
}

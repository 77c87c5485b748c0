import type { BacktestResult, ScoreSeries } from '@lapwing/contract';
import type { PulledChunk, Source } from '../sources/source.ts';
import type { BacktestPlan } from './plan.ts';
import type { BacktestOutcome } from './tally.ts';

/** Where chunks are scored: here, or in a thread of its own. */
export interface ChunkScoring {
  /** Resolves when the next chunk may come. */
  add(chunk: PulledChunk): Promise<void>;
  /** Nothing more comes. */
  finish(): Promise<{ outcome: BacktestOutcome; scoringMs: number }>;
}

export interface BacktestDone {
  result: BacktestResult;
  charts: Map<string, ScoreSeries>;
}

/** Pulls the plan's stretch through the source and has it scored. Throws what the source or the scoring throws. */
export async function runBacktest(
  plan: BacktestPlan,
  around: {
    source: Source;
    scoring: ChunkScoring;
    signal: AbortSignal;
    /** From 0 to 1. */
    onProgress: (progress: number) => void;
  },
): Promise<BacktestDone> {
  const { source, scoring, signal, onProgress } = around;
  const { detector, begin, until } = plan;
  const started = performance.now();
  for await (const chunk of source.pull(detector, { from: begin, to: until }, signal)) {
    signal.throwIfAborted();
    await scoring.add(chunk);
    onProgress((chunk.range.to - begin) / (until - begin));
  }
  const { outcome, scoringMs } = await scoring.finish();
  const seconds = { whole: (performance.now() - started) / 1000, scoring: scoringMs / 1000 };
  return { result: { ...outcome.result, seconds }, charts: outcome.charts };
}

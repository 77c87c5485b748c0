import type { ErrorCode } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import type { PulledChunk } from '../sources/source.ts';
import type { BacktestLimits } from './limits.ts';
import type { BacktestPlan } from './plan.ts';
import type { ReplaySurroundings } from './replay.ts';
import type { BacktestOutcome } from './tally.ts';

/** What the thread is started with. */
export interface ThreadTask {
  plan: BacktestPlan;
  limits: BacktestLimits;
  surroundings: ReplaySurroundings;
}

export type ToThread = { type: 'chunk'; chunk: PulledChunk } | { type: 'finish' };

export type FromThread =
  | { type: 'taken' }
  | { type: 'finished'; outcome: BacktestOutcome; scoringMs: number }
  | { type: 'failed'; error: SentError };

/** An error as it crosses threads, which keep no class. */
export interface SentError {
  code?: ErrorCode;
  message: string;
  where: string;
  hint: string;
  stack: string;
}

/** A chunk that shares no memory with the source's, and the buffers that can be handed over with it. */
export function detached(chunk: PulledChunk): { chunk: PulledChunk; buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const copy = (column: Float64Array): Float64Array => {
    const copied = column.slice();
    buffers.push(copied.buffer);
    return copied;
  };
  const series = chunk.series.map(({ labels, times, values }) => ({
    labels,
    times: copy(times),
    values: copy(values),
  }));
  return { chunk: { ...chunk, series }, buffers };
}

export function sentError(error: unknown): SentError {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if (error instanceof LapwingError) {
    const { code, message, where, hint } = error;
    return { code, message, where, hint, stack };
  }
  return { message: error instanceof Error ? error.message : String(error), where: '', hint: '', stack };
}

/** The error that was sent; what was thrown in the thread is its cause. */
export function receivedError({ code, message, where, hint, stack }: SentError): Error {
  const cause = new Error(message);
  cause.stack = stack;
  return code === undefined
    ? new Error(message, { cause })
    : new LapwingError(code, { message, where, hint }, { cause });
}

import { Worker } from 'node:worker_threads';
import type { BacktestLimits } from './limits.ts';
import type { BacktestPlan } from './plan.ts';
import { NO_SURROUNDINGS, type ReplaySurroundings } from './replay.ts';
import type { ChunkScoring } from './run-backtest.ts';
import {
  detached,
  receivedError,
  type FromThread,
  type ThreadTask,
  type ToThread,
} from './thread-messages.ts';

/** One chunk is scored while the next one is pulled. */
const CHUNKS_AHEAD = 2;
/** What the limits of the service allow needs a fraction of this; beyond it the thread ends, and not the service. */
const MOST_HEAP_MB = 1_024;

type Finished = Extract<FromThread, { type: 'finished' }>;

/** Scores in a thread of its own, so that the service goes on answering. Ends with `signal` at the latest. */
export function scoreInThread(
  plan: BacktestPlan,
  limits: BacktestLimits,
  signal: AbortSignal,
  surroundings: ReplaySurroundings = NO_SURROUNDINGS,
): ChunkScoring {
  const task: ThreadTask = { plan, limits, surroundings };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
  const finished = Promise.withResolvers<Finished>();
  // Whoever waits for a chunk to be taken hears of a failure first; nobody may be waiting for the end yet.
  finished.promise.catch(() => undefined);
  let waiting = Promise.withResolvers<undefined>();
  let pending = 0;
  let failure: Error | undefined;

  const end = (error: Error): void => {
    failure ??= error;
    finished.reject(failure);
    waiting.resolve(undefined);
    void worker.terminate();
  };
  const onAbort = (): void => end(new DOMException('the backtest was stopped', 'AbortError'));
  signal.addEventListener('abort', onAbort, { once: true });
  worker.on('message', (message: FromThread) => {
    if (message.type === 'failed') return end(receivedError(message.error));
    if (message.type === 'finished') return finished.resolve(message);
    pending--;
    waiting.resolve(undefined);
    waiting = Promise.withResolvers<undefined>();
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread of the backtest ended before it was done')));

  const send = (message: ToThread, buffers: ArrayBuffer[] = []): void => worker.postMessage(message, buffers);
  return {
    async add(chunk) {
      const sent = detached(chunk);
      send({ type: 'chunk', chunk: sent.chunk }, sent.buffers);
      pending++;
      while (pending >= CHUNKS_AHEAD && failure === undefined) await waiting.promise;
      if (failure !== undefined) throw failure;
    },
    async finish() {
      send({ type: 'finish' });
      const { outcome, scoringMs } = await finished.promise;
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
      return { outcome, scoringMs };
    },
  };
}

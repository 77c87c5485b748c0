import { Worker } from 'node:worker_threads';
import type { FromComparisonThread, ToComparisonThread } from './comparison-thread.ts';
import type { Comparison, ComparisonTask } from './event-comparison.ts';

/** An incident is compared every minute while it is young; a thread that nobody asked for longer than this is ended. */
const IDLE_MS = 180_000;
/** A comparison holds some 20,000 spans and lines, a tenth of this; beyond it the thread ends, and not the service. */
const MOST_HEAP_MB = 1_024;

export interface Comparing {
  compare(task: ComparisonTask): Promise<Comparison>;
  /** Ends the thread; what is being compared is given up. */
  close(): Promise<void>;
}

interface Waiting {
  resolve: (comparison: Comparison) => void;
  reject: (error: Error) => void;
}

/**
 * Compares in a thread of its own, which reads the kept spans and lines of `dataFolder` itself: half a second of work in which the
 * service goes on answering. The thread begins with the first task.
 */
export function compareInThread(dataFolder: string): Comparing {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const end = async (reason: Error): Promise<void> => {
    const ended = worker;
    worker = undefined;
    clearTimeout(idle);
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
    await ended?.terminate();
  };
  const start = (): Worker => {
    const begun = new Worker(new URL('./comparison-thread.ts', import.meta.url), {
      workerData: dataFolder,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    const onEnd = (reason: Error): void => {
      if (worker === begun) void end(reason);
    };
    begun.unref();
    begun.on('message', (message: FromComparisonThread) => {
      const { resolve, reject } = waiting.get(message.id) ?? {};
      waiting.delete(message.id);
      if ('error' in message) reject?.(new Error(message.error));
      else resolve?.(message.comparison);
    });
    begun.on('error', onEnd);
    begun.on('exit', () => onEnd(new Error('the thread that compares spans and lines ended')));
    return begun;
  };

  return {
    async compare(task) {
      worker ??= start();
      clearTimeout(idle);
      idle = setTimeout(() => {
        if (waiting.size === 0) void end(new Error('nobody waits for it'));
      }, IDLE_MS).unref();
      const id = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<Comparison>();
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, task } satisfies ToComparisonThread);
      return promise;
    },
    close: () => end(new Error('the service ends')),
  };
}

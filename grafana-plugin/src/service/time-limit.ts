import { TimeLimitError } from './problem.ts';

/**
 * Runs `work`, but no longer than `limitMs`: then its signal is aborted and the promise rejects with a
 * TimeLimitError at once, whether or not `work` heeds the signal.
 */
export async function withinTime<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TimeLimitError(limitMs));
      abort.abort();
    }, limitMs);
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The service took longer than it was given. */
export class TimeLimitError extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${(limitMs / 1000).toFixed(1)} s`);
    this.name = 'TimeLimitError';
  }
}

/**
 * Runs `work`, but no longer than `limitMs`: then its signal is aborted and the promise rejects with a
 * TimeLimitError at once, whether or not `work` heeds the signal. When `cancelled` is aborted the work's signal is too.
 */
export async function withinTime<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  cancelled?: AbortSignal,
): Promise<T> {
  const abort = new AbortController();
  const cancel = (): void => abort.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TimeLimitError(limitMs));
      abort.abort();
    }, limitMs);
  });
  cancelled?.addEventListener('abort', cancel);
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
    cancelled?.removeEventListener('abort', cancel);
  }
}

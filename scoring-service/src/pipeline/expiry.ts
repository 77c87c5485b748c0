import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Ages are days: an hour sooner or later is nothing. */
const EVERY_MS = 3_600_000;
/** Between two slices of work, so that the service answers. */
const REST_MS = 20;

/** Removes some of what is too old and says whether there is more. */
export type ExpireSlice = () => boolean;

/** Removes what is too old, now and every hour, slice by slice. Returns what ends it. */
export function expireByAge(slices: readonly ExpireSlice[], log: Logger): () => Promise<void> {
  const ended = new AbortController();
  const { signal } = ended;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      for (const slice of slices) await drain(slice);
      await sleep(EVERY_MS, undefined, { signal });
    }
  };
  const drain = async (slice: ExpireSlice): Promise<void> => {
    try {
      while (slice()) await sleep(REST_MS, undefined, { signal });
    } catch (error) {
      if (signal.aborted) throw error;
      log.error({ err: error }, 'removing what is too old failed; it is tried again in an hour');
    }
  };
  const running = run().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return async () => {
    ended.abort();
    await running;
  };
}

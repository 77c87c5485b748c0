import { setTimeout as timer } from 'node:timers/promises';

/** A busy server is not asked again within half a second. */
const FIRST_WAIT_MS = 500;
/** After an outage of hours the pull goes on within half a minute of its end. */
const LONGEST_WAIT_MS = 30_000;
/** A server may ask for more patience than we would have, but not for an afternoon. */
const LONGEST_ASKED_WAIT_MS = 300_000;

/**
 * How long to wait before attempt `attempt` + 1 (`attempt` 0 failed first): doubles up to `LONGEST_WAIT_MS`, of which a
 * random half is jitter, so that many detectors do not come back at once. What the server asks for is the least.
 */
export function backoffMs(attempt: number, random: number, askedMs = 0): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 30));
  const own = full / 2 + (full / 2) * random;
  return Math.max(own, Math.min(askedMs, LONGEST_ASKED_WAIT_MS));
}

/** Waits; rejects with the signal's reason when it aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await timer(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** A `Retry-After` header (seconds, or an HTTP date) as milliseconds from `now`; 0 when absent or not readable. */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  if (!header) return 0;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

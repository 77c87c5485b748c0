/** A busy server is not asked again at once. */
const FIRST_CEILING_MS = 500;
/** After an outage of hours the writing goes on within half a minute of its end. */
const HIGHEST_CEILING_MS = 30_000;
/** A server may ask for more patience than that, but not for an afternoon. */
const LONGEST_ASKED_MS = 300_000;

/**
 * Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): anything from 0 up to a ceiling that doubles with each
 * failure, so that writers that failed together don't come back together. `attempt` 0 is the first failure; `random`
 * lies in [0, 1); what the server asked for is the least.
 */
export function fullJitterMs(attempt: number, random: number, askedMs = 0): number {
  const ceiling = Math.min(HIGHEST_CEILING_MS, FIRST_CEILING_MS * 2 ** Math.min(attempt, 30));
  return Math.max(ceiling * random, Math.min(askedMs, LONGEST_ASKED_MS));
}

/** Samples go down to one trace in 2^16. */
export const MOST_HALVINGS = 16;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * How often the traces may be halved and this one stays: a function of its id alone, so that all of a trace stays or goes,
 * whichever program and source it comes from. Fowler, Noll and Vo's hash (FNV-1a), mixed.
 */
export function staysUntil(traceId: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < traceId.length; i++) hash = Math.imul(hash ^ traceId.charCodeAt(i), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return Math.min(MOST_HALVINGS, Math.clz32(hash ^ (hash >>> 15)));
}

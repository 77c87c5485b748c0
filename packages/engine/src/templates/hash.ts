/** FNV-1a's start (Fowler, Noll, Vo), 32 bit. */
export const HASH_START = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/**
 * One step of a word's hash: rotate by a character's seven bits, then xor. It is what each character of each message
 * costs, so it is the cheapest that tells the order; `mix` scatters the result.
 */
export const hashStep = (hash: number, code: number): number => ((hash << 7) | (hash >>> 25)) ^ code;

/** A word's hash by `hashStep`. */
export function hashWord(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hash;
}

/** FNV-1a of a text's code units, 32 bit. */
export function hashText(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}

/** Mixes a token's hash into a line's, so that every bit of it tells (the finaliser of MurmurHash3). */
export function mix(line: number, token: number): number {
  let h = Math.imul(line, 31) + token;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

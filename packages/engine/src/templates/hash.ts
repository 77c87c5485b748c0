/** FNV-1a's prime and start (Fowler, Noll, Vo), 32 bit. */
const PRIME = 0x01000193;
export const HASH_START = 0x811c9dc5 | 0;

/** One step of FNV-1a over UTF-16 code units. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, PRIME);

/** FNV-1a of a text's code units, 32 bit. */
export function hashText(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hash;
}

/** Mixes a token's hash into a line's, so that every bit of it tells (the finaliser of MurmurHash3). */
export function mix(line: number, token: number): number {
  let h = Math.imul(line, 31) + token;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

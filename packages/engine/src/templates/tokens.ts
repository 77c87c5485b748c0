import { HASH_START, mix } from './hash.ts';

/** Tokens of a message that are looked at. */
export const TOKENS_MOST = 256;

/** A token that is a value, among the hashes of tokens that are words. */
export const VALUE = 0;

const EQUALS = 61;
const OPENING = 40;
const COLON = 58;

/** The tokens of a message, words and values, and the hashes of what they are together. */
export class Tokens {
  /** Tokens of the message, values beside each other not yet joined. */
  count = 0;
  readonly starts = new Int32Array(TOKENS_MOST);
  readonly ends = new Int32Array(TOKENS_MOST);
  /** A word's hash, never 0; or VALUE. */
  readonly hashes = new Int32Array(TOKENS_MOST);
  /** Two hashes of the words and values, and how many they are when values beside each other are one. */
  high = 0;
  low = 0;
  columns = 0;
  words = 0;
  /** Tokens of the line's head, which come first. */
  headTokens = 0;

  /** As if there had been no message. */
  protected clear(): void {
    this.words = 0;
    this.count = 0;
    this.columns = 0;
    this.high = HASH_START;
    this.low = 0;
  }

  /** A value from `start` to `end` (exclusive). */
  protected addValue(start: number, end: number): void {
    const k = this.count++;
    this.starts[k] = start;
    this.ends[k] = end;
    this.hashes[k] = VALUE;
    if (k > 0 && this.hashes[k - 1] === VALUE) return;
    this.columns++;
    this.high = mix(this.high, 1);
    this.low = Math.imul(this.low, 0x9e3779b1) ^ 1;
  }

  /** A word; `next` is the character after it: before `:`, `=` and `(` it is another word than elsewhere. */
  protected addWord(start: number, end: number, hash: number, next: number): void {
    const k = this.count++;
    const marked = next === COLON || next === EQUALS || next === OPENING ? hash + next : hash;
    const own = mix(marked, end - start) || 1;
    this.words++;
    this.starts[k] = start;
    this.ends[k] = end;
    this.hashes[k] = own;
    this.columns++;
    this.high = Math.imul(this.high ^ own, 0x85ebca6b);
    this.high ^= this.high >>> 13;
    this.low = Math.imul(this.low, 0x9e3779b1) ^ own;
  }
}

import { BREAK, DIGIT, HEX, INNER, LETTER, UPPER, BITS } from './characters.ts';
import { HASH_START, hashStep } from './hash.ts';
import { LineHead } from './line-head.ts';
import * as spans from './spans.ts';
import { isValueToken, stemEnd, type TokenFacts } from './token-rule.ts';
import { hashOf, UnitsOfMessage, type Units } from './units.ts';
import {
  assignedEnd,
  bracketValueEnd,
  isEmptyValue,
  isKind,
  isMessageKey,
  isMissing,
  isRoot,
  messageQuoteEnd,
  quotedEnd,
  shortAddressEnd,
} from './value-spans.ts';
import { TOKENS_MOST, Tokens, VALUE } from './tokens.ts';
import { goesWithValue, isValueWord } from './value-words.ts';

/** Characters of a message that are looked at: a statement's own words come early, however long its values are. */
export const LENGTH_MOST = 8192;
const EQUALS = 61;
const SPACE = 32;
const COMMA = 44;
const OPENING = 40;
const COLON = 58;
const SLASH = 47;
const DOT = 46;
const DASH = 45;
const UNDERSCORE = 95;
const PERCENT = 37;
const BACKSLASH = 92;

/**
 * Cuts a message into tokens, words and values, in one pass. Values are what varies by its look: numbers, ids,
 * addresses, times, paths, quoted texts, what stands after `key=`. Values beside each other count as one, and
 * punctuation does not count, so that lists of any length look alike.
 * The results of the last message lie in the fields; they are overwritten by the next.
 */
export class Scanner extends Tokens {
  /** Words of the line's head, which come first; whether the last of them is who speaks. */
  headWords = 0;
  hasSpeaker = false;

  readonly #facts: TokenFacts = {
    letters: 0,
    digits: 0,
    hex: false,
    runs: 0,
    slashes: 0,
    dots: 0,
    at: -1,
    first: 0,
    last: 0,
  };
  #stems = false;
  /** Where the message goes on after its head; where the quote closes that it begins with, or -1. */
  #from = 0;
  #closing = -1;
  readonly #lineHead = new LineHead();
  readonly #message = new UnitsOfMessage(LENGTH_MOST);

  scan(text: string): void {
    const end = this.#message.take(text);
    this.#stems = false;
    this.#scan(this.#message.units, end);
    if (this.words > this.headWords) return;
    // Nothing but values: the letters that they begin with are all there is to tell messages apart.
    this.#stems = true;
    this.#scan(this.#message.units, end);
  }

  #scan(text: Units, end: number): void {
    this.clear();
    let i = this.#head(text, end);
    this.#from = spans.skipSpaces(text, i, end);
    this.#closing = messageQuoteEnd(text, this.#from, end);
    while (i < end && this.count < TOKENS_MOST) {
      const c = text[i];
      const bits = BITS[c];
      if ((bits & (LETTER | DIGIT)) !== 0 || ((bits & INNER) !== 0 && this.#opensToken(text, i, end, c))) {
        i = this.#token(text, i, end);
      } else if (c === SPACE && i > 0 && i + 1 < end && text[i + 1] !== SPACE) i++;
      else i = this.#mark(text, i, end, c);
    }
  }

  /** What is neither letter nor digit: it may be, begin or stand before a value. Gives where to go on. */
  #mark(text: Units, i: number, end: number, c: number): number {
    if (c === SPACE) {
      if (isEmptyValue(text, i, end)) this.addValue(i + 1, i + 1);
      return i + 1;
    }
    if (c === EQUALS) return this.#assigned(text, i, end);
    if (c === 91 || c === 123) {
      const glued = i > 0 && (BITS[text[i - 1]] & (LETTER | DIGIT)) !== 0;
      return this.#bracket(text, i, end, c, glued);
    }
    if (c === OPENING && text[i + 1] === 41 && (i === 0 || text[i - 1] === SPACE)) {
      this.addValue(i + 1, i + 1);
      return i + 2;
    }
    if (c === COLON && text[i + 1] === COLON) return this.#shortAddress(text, i, end);
    if ((c === DOT || c === COMMA) && isMissing(text, i)) this.addValue(i, i);
    if (spans.isQuote(c)) return this.#quoted(text, i, end);
    if (c === SLASH && isRoot(text, i)) this.addValue(i, i + 1);
    return i + 1;
  }

  /** The head of a log's line. Gives where to go on. */
  #head(text: Units, end: number): number {
    const head = this.#lineHead;
    const stop = head.read(text, end);
    for (let k = 0; k < head.count; k++) {
      const [from, to] = [head.starts[k], head.ends[k]];
      if (head.isWord[k] === 1) this.addWord(from, to, hashOf(text, from, to), text[to]);
      else this.addValue(from, to);
    }
    this.headTokens = this.count;
    this.headWords = this.words;
    this.hasSpeaker = head.hasSpeaker;
    return stop;
  }

  #opensToken(text: Units, at: number, end: number, c: number): boolean {
    if (at + 1 >= end) return false;
    const next = BITS[text[at + 1]];
    // `_window` is a name, `-1` a number; but not the second in `3-1`.
    if (c === UNDERSCORE) return (next & LETTER) !== 0;
    if (c === DASH)
      return (next & DIGIT) !== 0 && (at === 0 || (BITS[text[at - 1]] & (BREAK | INNER)) === BREAK);
    return (c === SLASH || c === 92 || c === 126) && (next & BREAK) === 0;
  }

  /** A token from `start`; gives where to go on. */
  // eslint-disable-next-line complexity -- one pass over each character, in local variables: this is the hot loop
  #token(text: Units, start: number, end: number): number {
    let hash = HASH_START;
    let wordHash = HASH_START;
    let wordEnd = start;
    let both = 0;
    let digits = 0;
    let runs = 0;
    let beyondHex = 0;
    let slashes = 0;
    let dots = 0;
    let at = -1;
    let before = 0;
    let i = start;
    // Most tokens are letters and nothing else; after the message's last character stand zeros, which are none.
    for (let bits = BITS[text[i]]; (bits & LETTER) !== 0; bits = BITS[text[++i]]) {
      hash = hashStep(hash, text[i]);
      beyondHex |= ~bits & HEX;
    }
    if (i > start) {
      both = i - start;
      before = LETTER;
      wordHash = hash;
      wordEnd = i;
    }
    for (; i < end; i++) {
      const c = text[i];
      const bits = BITS[c];
      if ((bits & (LETTER | DIGIT)) !== 0) {
        // No branches: in ids letters and digits come as they like.
        both++;
        digits += (bits & DIGIT) >> 1;
        runs += (bits & ~before & DIGIT) >> 1;
        beyondHex |= ~bits & HEX;
        hash = hashStep(hash, c);
        wordHash = hash;
        wordEnd = i + 1;
      } else if ((bits & INNER) !== 0) {
        if (c === DOT) {
          if (i + 1 < end && text[i + 1] === DOT) break;
          dots++;
        } else if (c === SLASH || c === 92) slashes++;
        else if (c === 64) at = i;
        hash = hashStep(hash, c);
      } else if (c === COLON && i + 1 < end) {
        const next = text[i + 1];
        if (beyondHex === 0 && i - start <= 4 && ((BITS[next] & HEX) !== 0 || next === COLON)) {
          const stop = spans.hexAddressEnd(text, start, end);
          if (stop >= 0) {
            this.addValue(start, stop);
            return stop;
          }
        }
        if ((before & DIGIT) !== 0 && (BITS[next] & DIGIT) !== 0) {
          hash = hashStep(hash, c);
          runs++;
        } else if (next === SLASH && text[i + 2] === SLASH && digits === 0) {
          const stop = spans.urlEnd(text, i, end);
          this.addValue(start, stop);
          return stop;
        } else if (i === start + 1 && (next === 92 || next === SLASH)) {
          slashes++;
        } else break;
      } else if (c === 39 && (before & LETTER) !== 0 && (BITS[text[i + 1]] & LETTER) !== 0) {
        hash = hashStep(hash, c);
      } else break;
      before = bits;
    }
    if (wordEnd === start) return Math.max(i, start + 1);
    const letters = both - digits;

    const next = i < end ? text[i] : 32;
    if (next === 123 && letters > 0) {
      const stop = spans.bracketEnd(text, i, end);
      this.addValue(start, stop);
      return stop;
    }
    if (
      (next === 40 || next === 91) &&
      (BITS[text[start]] & UPPER) !== 0 &&
      spans.isKey(text, spans.skipSpaces(text, i + 1, end), end)
    ) {
      const stop = spans.bracketEnd(text, i, end);
      this.addValue(start, stop);
      return stop;
    }

    if (next === COMMA && i === wordEnd) {
      const stop = spans.commaListEnd(text, i, end);
      if (stop >= 0) {
        this.addValue(start, stop);
        return stop;
      }
    }

    if (digits === 0 && slashes === 0 && dots === 0 && at < 0) {
      if (this.#isValueWord(text, start, wordEnd, wordHash, next) || (beyondHex === 0 && letters >= 8)) {
        this.addValue(start, wordEnd);
      } else this.addWord(start, wordEnd, wordHash, next);
      return i;
    }
    const facts = this.#facts;
    facts.letters = letters;
    facts.digits = digits;
    facts.hex = beyondHex === 0;
    facts.runs = runs;
    facts.slashes = slashes;
    facts.dots = dots;
    facts.at = at;
    facts.first = start;
    facts.last = wordEnd;
    if (isValueToken(text, facts, next, i)) {
      const stem = this.#stems || next === EQUALS ? stemEnd(text, start, wordEnd) : start;
      if (stem > start) this.addWord(start, stem, hashOf(text, start, stem), 0);
      this.addValue(stem, text[wordEnd] === PERCENT ? wordEnd + 1 : wordEnd);
    } else this.addWord(start, wordEnd, wordHash, next);
    return i;
  }

  /** Whether the word from `start` stands for a value: with the value before it, or by itself. */
  #isValueWord(text: Units, start: number, end: number, hash: number, next: number): boolean {
    const last = this.count - 1;
    if (last >= 0 && this.hashes[last] === VALUE && start - this.ends[last] <= 1) {
      const afterNumber = (BITS[text[this.ends[last] - 1]] & DIGIT) !== 0;
      if (goesWithValue(hash, end - start, afterNumber)) return true;
    }
    return isValueWord(text, start, end, hash, next);
  }

  /** What stands after the `=` at `at` is a value when a key stands before it; gives where to go on. */
  #assigned(text: Units, at: number, end: number): number {
    const previous = at > 0 ? text[at - 1] : 32;
    const next = at + 1 < end ? text[at + 1] : 32;
    if (next === EQUALS || next === 62 || next === 126) return at + 2;
    if (this.count === 0 || previous === 33 || previous === 60 || previous === 62) return at + 1;
    if (at - this.ends[this.count - 1] > 2) return at + 1;
    const from = spans.skipSpaces(text, at + 1, end);
    const stop = assignedEnd(text, at, from, end);
    if (stop < 0) return at + 1;
    if (spans.isQuote(text[from]) && isMessageKey(text, at)) {
      // `… level=info msg="Cart opened" id=5`: what is quoted is the statement.
      this.#from = from;
      this.#closing = stop - 1;
      return from + 1;
    }
    // `type=LOGIN_ERROR user=jane`: an event's kind is no value.
    const start = this.starts[this.count - 1];
    if (start === this.#from && isKind(text, start, at, stop)) {
      this.addWord(from, stop, hashOf(text, from, stop), text[stop]);
    } else this.addValue(Math.min(from, stop), stop);
    return Math.max(from, stop);
  }

  #shortAddress(text: Units, at: number, end: number): number {
    const stop = shortAddressEnd(text, at, spans.hexAddressEnd(text, at, end));
    if (stop < 0) return at + 2;
    this.addValue(at, stop);
    return stop;
  }

  #bracket(text: Units, at: number, end: number, c: number, glued: boolean): number {
    const stop = bracketValueEnd(text, at, end, c, glued);
    if (stop < 0) return at + 1;
    this.addValue(at, stop);
    return stop;
  }

  #quoted(text: Units, at: number, end: number): number {
    const isMessage = this.#closing > 0 && (at === this.#from || at === this.#closing);
    const stop = isMessage ? -1 : quotedEnd(text, at, end);
    if (stop < 0) return at + 1;
    // `\"web-1\"`: a quote within the quoted message.
    this.addValue(at + 1, stop - (text[stop - 2] === BACKSLASH && text[at - 1] === BACKSLASH ? 2 : 1));
    return stop;
  }
}

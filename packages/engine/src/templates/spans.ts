import type { Units } from './units.ts';
import { BITS, BREAK, CLOSING, DIGIT, HEX, INNER, LETTER, OPENING } from './characters.ts';

/** A quoted text longer than this is not taken as one value: the quote was rather an apostrophe. */
const QUOTE_LONGEST = 300;

const code = (character: string): number => character.charCodeAt(0);
const TAB = 9;
const SPACE = 32;
const COLON = code(':');
const COMMA = code(',');
const EQUALS = code('=');
const BACKSLASH = code('\\');

export const isOpening = (c: number): boolean => c === 40 || c === 91 || c === 123;
const isClosing = (c: number): boolean => c === 41 || c === 93 || c === 125;
export const isQuote = (c: number): boolean => c === 34 || c === 39 || c === 96;

/** Past the spaces from `at`. */
export function skipSpaces(text: Units, at: number, end: number): number {
  while (at < end && (text[at] === SPACE || text[at] === TAB)) at++;
  return at;
}

/** End (exclusive) of what the bracket at `at` holds, brackets inside counted; `end` when it does not close. */
export function bracketEnd(text: Units, at: number, end: number): number {
  let depth = 0;
  for (let i = at; i < end; i++) {
    const bits = BITS[text[i]];
    if ((bits & (OPENING | CLOSING)) === 0) continue;
    if ((bits & OPENING) !== 0) depth++;
    else if (--depth <= 0) return i + 1;
  }
  return end;
}

/**
 * End (exclusive) of the quoted text that begins at `at`, or -1 when that quote opens nothing. One that a backslash stands
 * before closes with one that has it too.
 */
export function quoteEnd(text: Units, at: number, end: number, longest = QUOTE_LONGEST): number {
  const quote = text[at];
  if (at > 0 && (BITS[text[at - 1]] & (LETTER | DIGIT)) !== 0) return -1;
  const isEscaped = at > 0 && text[at - 1] === BACKSLASH;
  const last = Math.min(end, at + longest);
  for (let i = at + 1; i < last; i++) {
    const c = text[i];
    if (c === BACKSLASH && !(isEscaped && text[i + 1] === quote)) i++;
    else if (c === quote) {
      const next = i + 1 < end ? BITS[text[i + 1]] : BREAK;
      if ((next & (LETTER | DIGIT)) === 0) return i + 1;
    }
  }
  return -1;
}

/** Past a name as keys have (`a.b-c_d`), from `at`. */
function nameEnd(text: Units, at: number, end: number): number {
  for (; at < end; at++) {
    const c = text[at];
    if (c !== 46 && c !== 45 && c !== 95 && (BITS[c] & (LETTER | DIGIT)) === 0) break;
  }
  return at;
}

/** Whether a name and then one `=` stand at `at`. */
export function isKey(text: Units, at: number, end: number): boolean {
  const after = nameEnd(text, at, end);
  return after > at && after < end && text[after] === EQUALS && text[after + 1] !== EQUALS;
}

/** Whether the bracket at `at` holds the fields of an object: `(id=…`, `{id=…`, `{"id":…`, `{'id':…`, `{id:…`. */
export function holdsFields(text: Units, at: number, end: number): boolean {
  const first = skipSpaces(text, at + 1, end);
  if (isKey(text, first, end)) return true;
  if (text[at] !== 123 || first >= end) return false;
  if (isQuote(text[first])) return true;
  const after = nameEnd(text, first, end);
  return after > first && text[after] === COLON;
}

/** End (exclusive) of a list without spaces in its values, `[a, b]` or `[5f3:a]`, from the bracket at `at`; or -1. */
export function listEnd(text: Units, at: number, end: number): number {
  let isList = false;
  let hasDigit = false;
  for (let i = at + 1; i < end; i++) {
    const c = text[i];
    const bits = BITS[c];
    if ((bits & CLOSING) !== 0) return isList ? i + 1 : -1;
    if ((bits & OPENING) !== 0 || c === SPACE) return -1;
    hasDigit ||= (bits & DIGIT) !== 0;
    // One value alone is a list when it is an id with a name: another line has more of them.
    if (c === COLON && hasDigit) isList = true;
    else if (c === COMMA) {
      isList = true;
      i = skipSpaces(text, i + 1, end) - 1;
    }
  }
  return -1;
}

const INDEX_LONGEST = 64;

/** End (exclusive) of an index, `[enabled]` in `WWEN[enabled]`, from its bracket: one word; or -1. */
export function indexEnd(text: Units, at: number, end: number): number {
  const last = Math.min(end, at + INDEX_LONGEST);
  for (let i = at + 1; i < last; i++) {
    const c = text[i];
    if (c === 93) return i + 1;
    if (c <= SPACE || isOpening(c)) return -1;
  }
  return -1;
}

/** End (exclusive) of an address of hexadecimal groups (MAC, IPv6) that begins at `at`; or -1. */
export function hexAddressEnd(text: Units, at: number, end: number): number {
  let colons = 0;
  let group = 0;
  let digits = 0;
  let i = at;
  for (; i < end; i++) {
    const c = text[i];
    if (c === COLON) {
      colons++;
      group = 0;
      continue;
    }
    const bits = BITS[c];
    if ((bits & HEX) === 0) {
      if ((bits & LETTER) !== 0) return -1;
      break;
    }
    if (++group > 4) return -1;
    if ((bits & DIGIT) !== 0) digits++;
  }
  return (colons >= 2 && digits > 0) || colons >= 5 ? i : -1;
}

/** End (exclusive) of a URL's rest from `at`: up to a space, a quote or a bracket that is not its own. */
export function urlEnd(text: Units, at: number, end: number): number {
  for (; at < end; at++) {
    const c = text[at];
    if (c <= SPACE || isQuote(c) || c === 60 || c === 62 || c === 41 || c === 93 || c === 125 || c === 124)
      break;
  }
  return at;
}

/** End (exclusive) of a bare value after `=`: up to a space or what closes or parts values; brackets in it are whole. */
export function bareValueEnd(text: Units, at: number, end: number): number {
  for (let i = at; i < end; i++) {
    const c = text[i];
    if (c <= SPACE || c === COMMA || c === 59 || c === 124 || isClosing(c) || c === 34 || c === 39) return i;
    if (isOpening(c)) return bracketEnd(text, i, end);
  }
  return end;
}

/**
 * End (exclusive) of names joined by commas without a space, `node-1,localhost`, from the comma at `at` after the first;
 * or -1, as where the last is a key: `1024,cores:4`.
 */
export function commaListEnd(text: Units, at: number, end: number): number {
  let inside = false;
  for (; at < end; at++) {
    const c = text[at];
    if (c === COMMA) {
      if (at + 1 >= end || (BITS[text[at + 1]] & (LETTER | DIGIT)) === 0) break;
      inside = true;
    } else if ((BITS[c] & (LETTER | DIGIT | INNER)) === 0) break;
  }
  const c = at < end ? text[at] : SPACE;
  return inside && c !== COLON && c !== EQUALS && !isOpening(c) ? at : -1;
}

import { BITS, BREAK, CLOSING, DIGIT, LETTER, UPPER } from './characters.ts';
import { hashWord } from './hash.ts';
import { hashOf, type Units } from './units.ts';
import * as spans from './spans.ts';

const SPACE = 32;
const COLON = 58;
const COMMA = 44;
const SEMICOLON = 59;
const BAR = 124;
const UNDERSCORE = 95;
const DOUBLE_QUOTE = 34;
const SQUARE = 91;
const CURLY = 123;

/**
 * End (exclusive) of the value of the `=` at `at`; the next that is no space stands at `from`. What ends at or before
 * `from` is an empty value; -1 is none at all.
 */
export function assignedEnd(text: Units, at: number, from: number, end: number): number {
  const c = from < end ? text[from] : SPACE;
  const isEmpty = from >= end || c === COMMA || c === SEMICOLON || c === BAR || (BITS[c] & CLOSING) !== 0;
  if (isEmpty) return from;
  // `ruser= rhost=10.0.0.1`: the next key, so the first has no value.
  if (from > at + 1 && text[at - 1] !== SPACE && spans.isKey(text, from, end)) return at + 1;
  if (spans.isQuote(c)) return spans.quoteEnd(text, from, end, end);
  const stop = spans.isOpening(c) ? spans.bracketEnd(text, from, end) : spans.bareValueEnd(text, from, end);
  if (stop <= from) return -1;
  return text[stop] === SPACE && isTextKey(text, at) ? textEnd(text, stop, end) : stop;
}

const TEXT_KEYS: ReadonlySet<number> = new Set(
  'err error reason cause exception msg message'.split(' ').map(hashWord),
);
const TEXT_KEY_LONGEST = 9;

const MESSAGE_KEYS: ReadonlySet<number> = new Set('msg message'.split(' ').map(hashWord));

/** Whether the key before the `=` at `at` is one of some. */
function isKeyOf(keys: ReadonlySet<number>, text: Units, at: number): boolean {
  let from = at;
  while (from > 0 && (BITS[text[from - 1]] & LETTER) !== 0) from--;
  return at - from <= TEXT_KEY_LONGEST && keys.has(hashOf(text, from, at));
}

/** Whether the key before the `=` at `at` is one whose value is a text of several words, `error=No route to host`. */
const isTextKey = (text: Units, at: number): boolean => isKeyOf(TEXT_KEYS, text, at);

/** Whether the key before the `=` at `at` is one whose value is what the line says: `msg="Cart opened"`. */
export const isMessageKey = (text: Units, at: number): boolean => isKeyOf(MESSAGE_KEYS, text, at);

const KIND_KEYS: ReadonlySet<number> = new Set('type event'.split(' ').map(hashWord));
/** Letters of an event's kind, at least. */
const KIND_LETTERS = 3;

/** Whether the key from `start` to the `=` at `at` and the value after it, up to `stop`, are an event's kind, in capitals. */
export function isKind(text: Units, start: number, at: number, stop: number): boolean {
  if (stop - at <= KIND_LETTERS || !KIND_KEYS.has(hashOf(text, start, at))) return false;
  for (let i = at + 1; i < stop; i++)
    if ((BITS[text[i]] & UPPER) === 0 && text[i] !== UNDERSCORE) return false;
  return true;
}

/** End (exclusive) of a text that goes on at the space at `at`: at the next key, at what parts values, or with the message. */
function textEnd(text: Units, at: number, end: number): number {
  for (let i = at; i < end; i++) {
    const c = text[i];
    if (
      c === SPACE
        ? spans.isKey(text, i + 1, end)
        : c === COMMA || c === SEMICOLON || (BITS[c] & CLOSING) !== 0
    )
      return i;
  }
  return end;
}

/** End (exclusive) of a bracket that is a value as a whole: nothing in it, fields, a list, an index; or -1. */
export function bracketValueEnd(text: Units, at: number, end: number, c: number, glued: boolean): number {
  const inside = text[at + 1];
  if ((BITS[inside] & CLOSING) !== 0) return at + 2;
  if (inside === CURLY || (c === CURLY && spans.holdsFields(text, at, end)))
    return spans.bracketEnd(text, at, end);
  return c === SQUARE && glued ? spans.indexEnd(text, at, end) : spans.listEnd(text, at, end);
}

const METHODS = ['GET ', 'POST ', 'PUT ', 'HEAD ', 'DELETE ', 'PATCH ', 'OPTIONS ', 'CONNECT '].map(
  (method) => Array.from(method, (character) => character.charCodeAt(0)),
);

/** Whether the quote at `at` stands after a field's name, `request: "GET /cart HTTP/1.1"`. */
const isField = (text: Units, at: number): boolean =>
  text[at - 1] === SPACE && text[at - 2] === COLON && (BITS[text[at - 3]] & LETTER) !== 0;

/**
 * End (exclusive) of a quoted text that is a value; or -1, as for an HTTP request line, whose method tells where it is no
 * field, and for a message that is quoted as a whole.
 */
export function quotedEnd(text: Units, at: number, end: number): number {
  const stop = spans.quoteEnd(text, at, end);
  if (stop < 0 || (at === 0 && stop >= end - 1)) return -1;
  if (text[at] !== DOUBLE_QUOTE || isField(text, at)) return stop;
  return METHODS.some((method) => method.every((unit, k) => text[at + 1 + k] === unit)) ? -1 : stop;
}

/** End (exclusive) of an IPv6 address that begins with the `::` at `at`, as `hexAddressEnd` found it; or -1. */
export function shortAddressEnd(text: Units, at: number, stop: number): number {
  const isFree = at === 0 || (BITS[text[at - 1]] & BREAK) !== 0;
  return isFree && stop > at + 2 ? stop : -1;
}

/**
 * Whether a value that is empty stands after the space at `at`: `partitions  because`, ` started`, `parents: `. Names in
 * capitals before two spaces are levels, filled up to one width; more than one space at the start is an indent.
 */
export function isEmptyValue(text: Units, at: number, end: number): boolean {
  if (at === 0) return (BITS[text[1]] & LETTER) !== 0;
  const next = text[at + 1];
  if (at + 1 < end && (next !== SPACE || (BITS[text[at + 2]] & (LETTER | DIGIT)) === 0)) return false;
  const before = text[at - 1];
  return before === COLON || (BITS[before] & (LETTER | UPPER)) === LETTER;
}

/** Whether a value that is empty stands before the dot or comma at `at`: `point at cell .` */
export function isMissing(text: Units, at: number): boolean {
  const next = text[at + 1];
  return text[at - 1] === SPACE && (BITS[text[at - 2]] & LETTER) !== 0 && (next === SPACE || next === 0);
}

/**
 * Where the quote closes that a message begins with and fields follow, `"Cart opened" id=5 user="jane"`: what is quoted is
 * the statement then. Or -1.
 */
export function messageQuoteEnd(text: Units, at: number, end: number): number {
  if (text[at] !== DOUBLE_QUOTE) return -1;
  const stop = spans.quoteEnd(text, at, end, end);
  return stop > 0 && text[stop] === SPACE && spans.isKey(text, spans.skipSpaces(text, stop, end), end)
    ? stop - 1
    : -1;
}

/** Whether the slash at `at` is a path by itself, the root: `GET / HTTP/1.1`, `Not found: /`. */
export function isRoot(text: Units, at: number): boolean {
  const next = text[at + 1];
  if (next > SPACE && (BITS[next] & BREAK) === 0) return false;
  const before = text[at - 1];
  if (spans.isQuote(before)) return text[at + 1] === before;
  const marks = text[at - 2];
  return before === SPACE && (next === 0 || marks === COLON || isMethod(text, at - 2));
}

/** Whether the word that ends at `at` is in capitals, as methods of requests are. */
function isMethod(text: Units, at: number): boolean {
  let from = at;
  while (from >= 0 && (BITS[text[from]] & UPPER) !== 0) from--;
  return at - from > 2 && (from < 0 || (BITS[text[from]] & (LETTER | DIGIT)) === 0);
}

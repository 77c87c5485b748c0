import { BITS, DIGIT, LETTER } from './characters.ts';
import { isDigit } from './line-time.ts';
import type { Units } from './units.ts';

const SPACE = 32;
const DASH = 45;
const COLON = 58;
const AT = 64;
const SQUARE = 91;
const CLOSING_SQUARE = 93;
const UNDERSCORE = 95;
const BAR = 124;

/** Also of a request: an id and those of its user and project. */
const THREAD_LONGEST = 160;
const SPEAKER_LONGEST = 80;
/** Digits in a speaker's name: with more of them it is an instance, which is a value. */
const SPEAKER_DIGITS = 2;

/** End (exclusive) of what stands in brackets, `[main]`, with a space or another bracket after it; or -1. */
export function threadEnd(text: Units, at: number): number {
  if (text[at] !== SQUARE) return -1;
  let depth = 0;
  for (let i = at; i < at + THREAD_LONGEST; i++) {
    const c = text[i];
    if (c === 0) return -1;
    if (c === SQUARE) depth++;
    else if (c === CLOSING_SQUARE && --depth === 0)
      return text[i + 1] === SPACE || text[i + 1] === SQUARE ? i + 1 : -1;
  }
  return -1;
}

export function hasDigit(text: Units, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isDigit(text, i)) return true;
  return false;
}

/** Who speaks in a line's head: where its name and all that belongs to it end. */
export interface Speaker {
  name: number;
  stop: number;
  isValue: boolean;
}

const token = { stop: 0, name: 0, digits: 0, depth: 0, hasProcess: false };

/** Reads the token from `at` into `token`: up to a space, a bar, a colon before a space, or a bracket that it did not open. */
function readToken(text: Units, at: number): void {
  let name = -1;
  let digits = 0;
  let depth = 0;
  let hasProcess = false;
  let i = at;
  for (; i < at + SPEAKER_LONGEST; i++) {
    const c = text[i];
    if (c <= SPACE || c === BAR) break;
    if ((BITS[c] & LETTER) !== 0) continue;
    if (c === CLOSING_SQUARE && --depth < 0) break;
    if (c === 41) depth--;
    else if (c === 40) depth++;
    else if (c === SQUARE) {
      depth++;
      hasProcess ||= isDigit(text, i + 1);
    } else if (c === COLON && text[i + 1] <= SPACE) break;
    if (name >= 0) continue;
    if (c === SQUARE || c === AT || (c === COLON && isDigit(text, i + 1))) name = i;
    else if ((BITS[c] & DIGIT) !== 0) digits++;
  }
  token.stop = i;
  token.name = name < 0 ? i : name;
  token.digits = digits;
  token.depth = depth;
  token.hasProcess = hasProcess;
}

/** Whether the token from `at` ends as that of a speaker does: a quick no for most words that messages begin with. */
function mayEnd(text: Units, at: number): boolean {
  let stop = at;
  while (text[stop] > SPACE && text[stop] !== BAR) stop++;
  const last = text[stop - 1];
  return last === COLON || last === CLOSING_SQUARE || text[stop] === BAR || isParted(text, stop);
}

/**
 * Finds who speaks, from `at`: `Cart:`, `Cart - `, `sshd[17]:`, `cart.c:12]`; whether there is one. A word before a colon is
 * one where the head tells more than a time (`isStrong`), or by its look.
 */
export function findSpeaker(
  text: Units,
  at: number,
  isStrong: boolean,
  hasHost: boolean,
  found: Speaker,
): boolean {
  if ((BITS[text[at]] & LETTER) === 0 && text[at] !== UNDERSCORE) return false;
  if (!mayEnd(text, at)) return false;
  readToken(text, at);
  const { stop, depth } = token;
  found.stop = depth < 0 ? stop + 1 : stop;
  found.name = token.name;
  found.isValue = token.digits > SPEAKER_DIGITS;
  if (depth !== 0) return depth < 0;
  const c = text[stop];
  if (c === COLON) return stop > at + 1 && (isStrong || token.hasProcess);
  if (c === BAR) return text[at - 1] === BAR;
  if (c !== SPACE) return false;
  if (isParted(text, stop)) return isStrong || token.hasProcess || text[stop + 1] !== SQUARE;
  return hasHost && text[stop - 1] === CLOSING_SQUARE;
}

/** Spaces that part columns of one width. */
const COLUMN_SPACES = 3;

/** Whether what stands before the space at `at` is parted from what follows: ` - `, ` : `, many spaces, ` [req-5f3…]`. */
function isParted(text: Units, at: number): boolean {
  let next = at;
  while (text[next] === SPACE) next++;
  if (next - at >= COLUMN_SPACES) return true;
  const c = text[next];
  if (c === SQUARE) return isRequest(text, next, threadEnd(text, next));
  return (c === DASH || c === COLON || c === BAR) && text[next + 1] === SPACE;
}

/** Whether a bracket holds an id or none, as `[-]`. */
export const isRequest = (text: Units, at: number, stop: number): boolean =>
  stop > 0 && (text[at + 1] === DASH || hasDigit(text, at, stop));

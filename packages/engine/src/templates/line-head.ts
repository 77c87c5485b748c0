import { BITS, DIGIT, LETTER, UPPER } from './characters.ts';
import { levelNamed } from './level.ts';

const SPACE = 32;
const COLON = 58;
const SQUARE = 91;
const CLOSING_SQUARE = 93;
const ZERO = 48;

/** A line's time ends within so many characters, and a thread's name is not longer. */
const TIME_WITHIN = 40;
const THREAD_LONGEST = 80;
/** Letters before the time: a weekday and a month. */
const LETTERS_MOST = 6;

const isDigit = (text: string, at: number): boolean => (BITS[text.charCodeAt(at)] & DIGIT) !== 0;
const isPair = (text: string, at: number): boolean => isDigit(text, at) && isDigit(text, at + 1);

/** Past the seconds of a `12:34:56` that a line begins with, a date before it or not; or -1. */
function secondsEnd(text: string): number {
  let letters = 0;
  for (let i = 0; i < TIME_WITHIN; i++) {
    const c = text.charCodeAt(i);
    if (c === COLON) {
      const isTime = i >= 2 && isPair(text, i - 2) && isPair(text, i + 1) && text.charCodeAt(i + 3) === COLON;
      return isTime && isPair(text, i + 4) ? i + 6 : -1;
    }
    if (c > 128 || Number.isNaN(c)) return -1;
    if ((BITS[c] & LETTER) !== 0 && ++letters > LETTERS_MOST) return -1;
  }
  return -1;
}

/** Past the `081109 203615` that a line begins with; or -1. */
function packedEnd(text: string): number {
  if (text.charCodeAt(6) !== SPACE || text.charCodeAt(13) !== SPACE) return -1;
  for (let i = 0; i < 13; i++) if (i !== 6 && !isDigit(text, i)) return -1;
  return 13;
}

/** End (exclusive) of the time that a line begins with, its fraction, zone and bracket in it; or -1. */
export function lineTimeEnd(text: string): number {
  const first = text.charCodeAt(0);
  const isBracketed = first === SQUARE;
  if (!isBracketed && (BITS[first] & (DIGIT | UPPER)) === 0) return -1;
  let at = secondsEnd(text);
  if (at < 0) return packedEnd(text);
  if (isBracketed) {
    const close = text.indexOf(']', at);
    return close >= 0 && close < at + TIME_WITHIN ? close + 1 : -1;
  }
  while (at < text.length && text.charCodeAt(at) > SPACE && text.charCodeAt(at) !== SQUARE) at++;
  return at;
}

/** End (exclusive) of the host in `Jul  5 12:34:56 host program[17]: …`, from the end of the time; or -1. */
export function lineHostEnd(text: string, timeEnd: number): number {
  if ((BITS[text.charCodeAt(0)] & UPPER) === 0 || text.charCodeAt(timeEnd) !== SPACE) return -1;
  const host = text.indexOf(' ', timeEnd + 1);
  if (host < 0) return -1;
  const program = text.indexOf(' ', host + 1);
  const isHead = program > host + 2 && text.charCodeAt(program - 1) === COLON;
  return isHead && text.charCodeAt(host - 1) !== COLON ? host : -1;
}

/** End (exclusive) of a level in a line's head: `INFO`, `W`, with or without brackets; or -1. */
export function lineLevelEnd(text: string, at: number): number {
  const isBracketed = text.charCodeAt(at) === SQUARE;
  const from = isBracketed ? at + 1 : at;
  let stop = from;
  while ((BITS[text.charCodeAt(stop)] & LETTER) !== 0) stop++;
  if (stop === from || stop - from > 8) return -1;
  if (isBracketed && text.charCodeAt(stop) !== CLOSING_SQUARE) return -1;
  if (!isBracketed && (BITS[text.charCodeAt(from)] & UPPER) === 0) return -1;
  return levelNamed(text.slice(from, stop)) === undefined ? -1 : isBracketed ? stop + 1 : stop;
}

/** End (exclusive) of a thread's name in brackets, `[main]`, with a space after it; or -1. */
export function lineThreadEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== SQUARE) return -1;
  let depth = 0;
  for (let i = at; i < at + THREAD_LONGEST; i++) {
    const c = text.charCodeAt(i);
    if (c === SQUARE) depth++;
    else if (c === CLOSING_SQUARE && --depth === 0) return text.charCodeAt(i + 1) === SPACE ? i + 1 : -1;
  }
  return -1;
}

/** Past the numbers of processes and threads, from `at`; `at` itself where none stands there. */
export function lineNumbersEnd(text: string, at: number): number {
  let stop = at;
  for (let i = at; ; i++) {
    const c = text.charCodeAt(i);
    if (c >= ZERO && c <= ZERO + 9) stop = i + 1;
    else if (!isPlain(c)) return (BITS[c] & (LETTER | DIGIT)) === 0 || stop < i ? stop : at;
  }
}

/** Past what only parts the pieces of a head. */
export function linePieceStart(text: string, at: number): number {
  while (isPlain(text.charCodeAt(at))) at++;
  return at;
}

const isPlain = (c: number): boolean => c === SPACE || c === 45 || c === 124;

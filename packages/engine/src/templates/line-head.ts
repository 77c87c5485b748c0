import { BITS, DIGIT, LETTER, UPPER } from './characters.ts';
import { HASH_START, hashStep, hashWord } from './hash.ts';
import { unitAt, type Units } from './units.ts';

const SPACE = 32;
const COLON = 58;
const SQUARE = 91;
const CLOSING_SQUARE = 93;
const ZERO = 48;

/** A line's time ends within so many characters, and a thread's name is not longer. */
const TIME_WITHIN = 40;
const THREAD_LONGEST = 80;
/** What may stand in a bracket after the time: a fraction, a year, a zone. */
const AFTER_TIME = 16;
/** Letters before the time: a weekday and a month. */
const LETTERS_MOST = 6;

const LEVEL_LONGEST = 8;

/** Levels as heads tell them, in capitals, small or with a capital first. */
const LEVELS: ReadonlySet<number> = new Set(
  `fatal panic emerg alert crit critical severe error err warning warn wrn notice info inf log config debug dbg fine
   finer finest trace verbose e w i d v f t`
    .split(/\s+/)
    .flatMap((name) => [name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1)])
    .map(hashWord),
);

const isDigit = (text: Units, at: number): boolean => (BITS[text[at]] & DIGIT) !== 0;
const isPair = (text: Units, at: number): boolean => isDigit(text, at) && isDigit(text, at + 1);

/** Past the seconds of a `12:34:56` that a line begins with, a date before it or not; or -1. */
function secondsEnd(text: Units): number {
  let letters = 0;
  for (let i = 0; i < TIME_WITHIN; i++) {
    const c = text[i];
    if (c === COLON) {
      const isTime = i >= 2 && isPair(text, i - 2) && isPair(text, i + 1) && text[i + 3] === COLON;
      return isTime && isPair(text, i + 4) ? i + 6 : -1;
    }
    if (c === 0 || c > 128) return -1;
    if ((BITS[c] & LETTER) !== 0 && ++letters > LETTERS_MOST) return -1;
  }
  return -1;
}

/** Past the `081109 203615` that a line begins with; or -1. */
function packedEnd(text: Units): number {
  if (text[6] !== SPACE || text[13] !== SPACE) return -1;
  for (let i = 0; i < 13; i++) if (i !== 6 && !isDigit(text, i)) return -1;
  return 13;
}

/** End (exclusive) of the time that a line begins with, its fraction, zone and bracket in it; or -1. */
export function lineTimeEnd(text: Units): number {
  const first = text[0];
  const isBracketed = first === SQUARE;
  if (!isBracketed && (BITS[first] & (DIGIT | UPPER)) === 0) return -1;
  let at = secondsEnd(text);
  if (at < 0) return packedEnd(text);
  if (isBracketed) {
    return unitAt(text, CLOSING_SQUARE, at, at + AFTER_TIME) + 1 || -1;
  }
  while (text[at] > SPACE && text[at] !== SQUARE) at++;
  return at;
}

/** End (exclusive) of the host in `Jul  5 12:34:56 host program[17]: …`, from the end of the time; or -1. */
export function lineHostEnd(text: Units, timeEnd: number, end: number): number {
  if ((BITS[text[0]] & UPPER) === 0 || text[timeEnd] !== SPACE) return -1;
  const host = unitAt(text, SPACE, timeEnd + 1, end);
  if (host < 0) return -1;
  const program = unitAt(text, SPACE, host + 1, end);
  const isHead = program > host + 2 && text[program - 1] === COLON;
  return isHead && text[host - 1] !== COLON ? host : -1;
}

/** End (exclusive) of a level in a line's head: `INFO`, `W`, with or without brackets; or -1. */
export function lineLevelEnd(text: Units, at: number): number {
  const isBracketed = text[at] === SQUARE;
  const from = isBracketed ? at + 1 : at;
  if (!isBracketed && (BITS[text[from]] & UPPER) === 0) return -1;
  let stop = from;
  let hash = HASH_START;
  for (; (BITS[text[stop]] & LETTER) !== 0; stop++) {
    if (stop - from >= LEVEL_LONGEST) return -1;
    hash = hashStep(hash, text[stop]);
  }
  if (isBracketed && text[stop] !== CLOSING_SQUARE) return -1;
  return LEVELS.has(hash) ? stop + (isBracketed ? 1 : 0) : -1;
}

/** End (exclusive) of a thread's name in brackets, `[main]`, with a space after it; or -1. */
export function lineThreadEnd(text: Units, at: number): number {
  if (text[at] !== SQUARE) return -1;
  let depth = 0;
  for (let i = at; i < at + THREAD_LONGEST; i++) {
    const c = text[i];
    if (c === 0) return -1;
    if (c === SQUARE) depth++;
    else if (c === CLOSING_SQUARE && --depth === 0) return text[i + 1] === SPACE ? i + 1 : -1;
  }
  return -1;
}

/** Past the numbers of processes and threads, from `at`; `at` itself where none stands there. */
export function lineNumbersEnd(text: Units, at: number): number {
  let stop = at;
  for (let i = at; ; i++) {
    const c = text[i];
    if (c >= ZERO && c <= ZERO + 9) stop = i + 1;
    else if (!isPlain(c)) return (BITS[c] & (LETTER | DIGIT)) === 0 || stop < i ? stop : at;
  }
}

/** Past what only parts the pieces of a head. */
export function linePieceStart(text: Units, at: number): number {
  while (isPlain(text[at])) at++;
  return at;
}

const isPlain = (c: number): boolean => c === SPACE || c === 45 || c === 124;

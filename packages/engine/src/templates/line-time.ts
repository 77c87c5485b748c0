import { BITS, DIGIT, LETTER, UPPER } from './characters.ts';
import { hashOf, type Units } from './units.ts';
import { isDay, isMonth } from './value-words.ts';

const SPACE = 32;
const DASH = 45;
const DOT = 46;
const UNDERSCORE = 95;
const COLON = 58;
const SQUARE = 91;
const CLOSING_SQUARE = 93;
const BAR = 124;
const ONE = 49;
const LETTER_S = 115;
/** Digits of a second's fraction, at least, where seconds count from a start. */
const UPTIME_DIGITS = 3;

/** Pieces before the time: an alert's mark, an epoch, a date, a host, a month and its day, a log file's name. */
const PIECES_MOST = 8;
const PIECE_LONGEST = 64;
/** Names of where it was, before an epoch: a node, a component, a state; with one number before them it takes three. */
const NAMES_MOST = 3;
/** A line that begins with a small letter is looked through so far: it may begin with a file's name that ends in a time. */
const FILE_LONGEST = 60;
/** What may stand in a bracket after the time: a fraction, a year, a zone. */
const AFTER_TIME = 16;
/** Digits of the packed times of day and dates, `081109 203615`, and of epochs in seconds and milliseconds. */
const PACKED = 6;
const EPOCH = 10;
const EPOCH_MS = 13;
/** Letters of the longest month and weekday. */
const NAME_LONGEST = 9;

export const isDigit = (text: Units, at: number): boolean => (BITS[text[at]] & DIGIT) !== 0;
const isPair = (text: Units, at: number): boolean => isDigit(text, at) && isDigit(text, at + 1);

/** Whether the colon or dot at `at` parts hours from minutes. */
function partsTime(text: Units, at: number): boolean {
  const c = text[at];
  return isPair(text, at - 2) && isPair(text, at + 1) && text[at + 3] === c && isPair(text, at + 4);
}

/** What stands between two spaces of a line's head. */
const piece = { stop: 0, digits: 0, letters: 0, hasTime: false };

/** Reads the piece from `at` into `piece`: up to a space or a bar. */
function readPiece(text: Units, at: number): void {
  let digits = 0;
  let letters = 0;
  let hasTime = false;
  let i = at;
  for (; i < at + PIECE_LONGEST; i++) {
    const c = text[i];
    if (c <= SPACE || c === BAR) break;
    const bits = BITS[c];
    if ((bits & DIGIT) !== 0) digits++;
    else if ((bits & LETTER) !== 0) letters++;
    else if (c === COLON) hasTime ||= i >= at + 2 && partsTime(text, i);
    // `2005-06-03-15.42.50`: with dots it is a time after a date alone.
    else if (c === DOT)
      hasTime ||= i >= at + 5 && text[i - 3] === DASH && isPair(text, i - 5) && partsTime(text, i);
  }
  piece.stop = i;
  piece.digits = digits;
  piece.letters = letters;
  piece.hasTime = hasTime;
}

/** Whether the letters of a piece, `Jul` or `[Sun`, are a month's or a weekday's. */
function isDate(text: Units, from: number, stop: number): boolean {
  if (stop - from > NAME_LONGEST || stop <= from || (BITS[text[from]] & UPPER) === 0) return false;
  const hash = hashOf(text, from, text[stop - 1] === 44 ? stop - 1 : stop);
  return isMonth(hash) || isDay(hash);
}

/** Whether a time may begin at `at`: a quick no for most lines that do not. */
function mayBegin(text: Units, at: number): boolean {
  const first = text[at];
  const bits = BITS[first];
  if (first === SQUARE || (first === DASH && text[at + 1] === SPACE) || (bits & (DIGIT | UPPER)) !== 0)
    return true;
  if ((bits & LETTER) === 0) return false;
  for (let i = at + 4; i < at + FILE_LONGEST && text[i] > SPACE; i++)
    if (text[i] === COLON && partsTime(text, i)) return true;
  return false;
}

/** The `081109 203615` that begins at `at`; past it, or -1. */
function packedEnd(text: Units, at: number): number {
  if (text[at + PACKED] !== SPACE || text[at + 2 * PACKED + 1] !== SPACE) return -1;
  for (let i = at; i <= at + 2 * PACKED; i++) if (i !== at + PACKED && !isDigit(text, i)) return -1;
  return at + 2 * PACKED + 1;
}

/** Whether a date goes on at `at`, so that the time before it was that of a file's name. */
const isYear = (text: Units, at: number): boolean =>
  isPair(text, at) && isPair(text, at + 2) && (text[at + 4] === DASH || text[at + 4] === 47);

function pastSpaces(text: Units, at: number): number {
  while (text[at] === SPACE) at++;
  return at;
}

/** Whether the piece from `at` is an epoch in seconds or milliseconds. */
function isEpoch(text: Units, at: number): boolean {
  const { stop, digits } = piece;
  return digits === stop - at && text[at] === ONE && (digits === EPOCH || digits === EPOCH_MS);
}

/** Marks in a piece that make it a name rather than a word: `unix.hw`, `state_change`. */
function marksOf(text: Units, from: number, stop: number): number {
  let marks = 0;
  for (let i = from + 1; i < stop - 1; i++) if (text[i] === DOT || text[i] === UNDERSCORE) marks++;
  return marks;
}

/** Whether the piece from `at`, which holds no digit, stands before times: an alert's `-`, a month, a weekday. */
function isBeforeTime(text: Units, at: number): boolean {
  const { stop, letters } = piece;
  return letters === 0 ? stop - at === 1 && text[at] === DASH : isDate(text, at, stop);
}

/**
 * Past seconds since a start in brackets, as kernels and virtual machines write them: `[   12.345678]`, `[0.965s]`; or -1.
 */
function uptimeEnd(text: Units, at: number): number {
  let i = pastSpaces(text, at + 1);
  const from = i;
  while (isDigit(text, i)) i++;
  if (i === from || text[i] !== DOT) return -1;
  const dot = i++;
  while (isDigit(text, i)) i++;
  if (i - dot <= UPTIME_DIGITS) return -1;
  if (text[i] === LETTER_S) i++;
  return text[i] === CLOSING_SQUARE ? i + 1 : -1;
}

/**
 * End (exclusive) of the time that begins at `from`, at the line's start or after a level, its fraction, zone and bracket in it; or -1. Before it may stand
 * what heads have there: `- 1117838570 2005.06.03 dn228 Nov 9 12:01:01`, `I0705 12:01:01.5`, `[Sun Dec 04 04:47:44 2005]`,
 * and after two numbers names of where it was: `134681 node-246 unix.hw state_change.unavailable 1077804742`.
 */
export function lineTimeEnd(text: Units, from: number): number {
  if (!mayBegin(text, from)) return -1;
  if (text[from] === SQUARE) {
    const uptime = uptimeEnd(text, from);
    if (uptime >= 0) return uptime;
  }
  const packed = packedEnd(text, from);
  return packed >= 0 ? packed : afterPieces(text, from);
}

/** End (exclusive) of the time of a line's head, pieces before it or none; or -1. */
function afterPieces(text: Units, from: number): number {
  const isBracketed = text[from] === SQUARE;
  let at = isBracketed ? from + 1 : from;
  let numbers = 0;
  let names = 0;
  let marks = 0;
  for (let k = 0; k < PIECES_MOST; k++) {
    readPiece(text, at);
    const stop = piece.stop;
    if (stop === at || stop - at >= PIECE_LONGEST) return -1;
    if (piece.hasTime && (isBracketed || !isYear(text, text[stop] === SPACE ? stop + 1 : stop)))
      return isBracketed ? bracketEnd(text, at, stop) : beforeBracket(text, at, stop);
    if (piece.digits > 0) {
      if (isEpoch(text, at) && (numbers > 1 || (names === NAMES_MOST && marks > 0))) return stop;
      numbers++;
    } else if (!isBeforeTime(text, at)) {
      if (numbers === 0 || names++ === NAMES_MOST || text[stop - 1] === COLON) return -1;
      marks += marksOf(text, at, stop);
    }
    at = pastSpaces(text, stop + 1);
  }
  return -1;
}

function bracketEnd(text: Units, at: number, stop: number): number {
  for (let i = at; i < stop + AFTER_TIME && text[i] !== 0; i++) if (text[i] === CLOSING_SQUARE) return i + 1;
  return -1;
}

/** A time ends before a bracket that stands right after it. */
function beforeBracket(text: Units, at: number, stop: number): number {
  for (let i = at; i < stop; i++) if (text[i] === SQUARE) return i;
  return text[stop - 1] === 44 ? stop - 1 : stop;
}

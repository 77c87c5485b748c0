import { DIGIT, LETTER, UPPER, BITS } from './characters.ts';
import type { Units } from './units.ts';
import { isHostName } from './value-words.ts';

/** What the scanner counted in a token that holds more than letters. */
export interface TokenFacts {
  letters: number;
  digits: number;
  /** Whether all its letters and digits may stand in a hexadecimal number. */
  hex: boolean;
  /** Runs of digits. */
  runs: number;
  slashes: number;
  dots: number;
  /** Where its last `@` is, or -1. */
  at: number;
  /** Where it starts and ends (exclusive), in the text. */
  first: number;
  last: number;
}

/** A name of this many letters may hold a digit or two and stays a name: `Travel2Controller`, `Brcm43xx`. */
const NAME_LETTERS = 6;
const NAME_DIGITS = 2;
/** Hexadecimal digits with a number among them are an id from this length on: `abea6dbe`. */
const HEX_LONG = 6;
const OPENING = 40;
const COLON = 58;

const isLetter = (code: number): boolean => (BITS[code] & LETTER) !== 0;
const isDigit = (code: number): boolean => (BITS[code] & DIGIT) !== 0;

/** Whether a token looks like a value; `next` is the character after it, which stands at `after`. */
export function isValueToken(text: Units, facts: TokenFacts, next: number, after: number): boolean {
  const first = text[facts.first];
  if (facts.at > facts.first && facts.at < facts.last - 1) return true;
  if (facts.slashes > 0) return facts.slashes > 1 || !isLetter(first) || facts.dots > 0 || facts.digits > 0;
  if (facts.dots > 0 && facts.letters > 0 && isHost(text, facts, next, after)) return true;
  if (facts.digits === 0) return false;
  if (facts.letters === 0 || (facts.hex && facts.letters + facts.digits >= HEX_LONG)) return true;
  if (facts.digits <= NAME_DIGITS && facts.runs === 1 && isLetter(first)) {
    // A function is called by its name; a name goes on after its digit.
    if (next === OPENING && facts.letters > 2) return false;
    return facts.letters < NAME_LETTERS || isDigit(text[facts.last - 1]);
  }
  return true;
}

function isHost(text: Units, facts: TokenFacts, next: number, after: number): boolean {
  if (isHostName(text, facts.first, facts.last)) return true;
  if (next !== COLON || facts.dots < 2 || !isDigit(text[after + 1])) return false;
  // Dotted names with a capital are classes: `com.shop.Cart:12` is a place in a program.
  for (let i = facts.first; i < facts.last; i++) if ((BITS[text[i]] & UPPER) !== 0) return false;
  return true;
}

/** A value begins with this many letters before they are a word of their own: `fpr29` is `fpr` and a number. */
const STEM_LETTERS = 1;

/** End of the letters that a token begins with; its start when digits come first or a hexadecimal number it is. */
export function stemEnd(text: Units, start: number, end: number): number {
  let at = start;
  while (at < end && isLetter(text[at])) at++;
  return at - start >= STEM_LETTERS && at < end ? at : start;
}

import { BITS, DIGIT, UPPER } from './characters.ts';
import { hashWord } from './hash.ts';
import { hashOf, unitAt, type Units } from './units.ts';

const hashes = (words: string): ReadonlySet<number> => new Set(words.split(/\s+/).map(hashWord));

/** Words that programs print for a value: never part of a statement's own text. */
const VALUE_WORDS = hashes(
  'true false True False TRUE FALSE null NULL Null nil None NaN nan undefined Infinity inf localhost',
);

/** A number's unit, when it stands after the number: `1 sec`, `1.2 KB`. It varies with the size of the number. */
const UNITS = hashes(
  `B KB MB GB TB PB kB KiB MiB GiB TiB kb mb gb Kb Mb Gb bps kbps Mbps Gbps Hz kHz KHz MHz GHz
   ns us µs ms s sec secs second seconds min mins minute minutes h hr hrs hour hours d day days week weeks
   millis milliseconds millisecond microseconds nanoseconds msec usec nsec msecs am pm AM PM C F`,
);

const MONTHS = hashes(
  `Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC
   January February March April June July August September October November December`,
);

const WEEKDAYS = hashes(
  'Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
);

export const isMonth = (hash: number): boolean => MONTHS.has(hash);
export const isDay = (hash: number): boolean => WEEKDAYS.has(hash);

/** Zones as dates are printed with them, after a time. */
const ZONES = hashes('UTC GMT CST CDT EST EDT PST PDT MST MDT CET CEST BST IST JST KST MSK Z');

/** First letters of all the words above but units: a quick no for most words. */
const FIRST_LETTERS = Uint8Array.from({ length: 128 }, (_, code) =>
  'tfTFnNuIiJFMASONDWmZUGCEPBKl'.includes(String.fromCharCode(code)) ? 1 : 0,
);

export const isZone = (hash: number): boolean => ZONES.has(hash);

const UNIT_LONGEST = 12;
const ZONE_LONGEST = 4;

/** Whether a word right after a value belongs to it: a number's unit, a time's zone. */
export function goesWithValue(hash: number, length: number, afterNumber: boolean): boolean {
  if (afterNumber && length <= UNIT_LONGEST && UNITS.has(hash)) return true;
  return length <= ZONE_LONGEST && ZONES.has(hash);
}

const WORD_LONGEST = 9;
const SPACE = 32;
const COMMA = 44;
const DOT = 46;

/** Whether a word by itself stands for a value: true, null, a month before its day; `next` is the character after it. */
export function isValueWord(text: Units, start: number, end: number, hash: number, next: number): boolean {
  const first = text[start];
  if (end - start > WORD_LONGEST || first >= 128 || FIRST_LETTERS[first] === 0) return false;
  if (VALUE_WORDS.has(hash)) return true;
  if (next !== SPACE && next !== COMMA) return false;
  let after = next === COMMA ? end + 1 : end;
  while (text[after] === SPACE && after < end + 4) after++;
  const follows = BITS[text[after]];
  if ((follows & DIGIT) !== 0) return MONTHS.has(hash) || WEEKDAYS.has(hash);
  return (follows & UPPER) !== 0 && WEEKDAYS.has(hash);
}

const TOP_DOMAINS = hashes(
  `com org net edu gov mil int io dev app cloud info biz local internal lan localdomain intranet corp
   de uk fr nl it es pl ru cn hk tw jp kr in au br ca ch se no fi dk cz at be eu us ro tr ua vn`,
);

/** No top domain above is longer. */
const DOMAIN_LONGEST = 11;

/** Whether dotted letters are a host's name: the last label is a top domain, the first is not (that is a package). */
export function isHostName(text: Units, start: number, end: number): boolean {
  let dot = end - 1;
  while (dot > start && text[dot] !== DOT) dot--;
  if (dot <= start || end - dot - 1 > DOMAIN_LONGEST || !TOP_DOMAINS.has(hashOf(text, dot + 1, end)))
    return false;
  return !TOP_DOMAINS.has(hashOf(text, start, unitAt(text, DOT, start, end)));
}

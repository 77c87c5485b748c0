import { hashWord } from './hash.ts';

const hashes = (words: string): ReadonlySet<number> => new Set(words.split(/\s+/).map(hashWord));

/** Words that programs print for a value: never part of a statement's own text. */
export const VALUE_WORDS = hashes(
  'true false True False TRUE FALSE null NULL Null nil None NaN nan undefined Infinity inf',
);

/** A number's unit, when it stands after the number: `1 sec`, `1.2 KB`. It varies with the size of the number. */
export const UNITS = hashes(
  `B KB MB GB TB PB kB KiB MiB GiB TiB kb mb gb Kb Mb Gb bps kbps Mbps Gbps Hz kHz KHz MHz GHz
   ns us µs ms s sec secs second seconds min mins minute minutes h hr hrs hour hours d day days week weeks
   millis milliseconds millisecond microseconds nanoseconds msec usec nsec msecs am pm AM PM C F`,
);

export const MONTHS = hashes(
  `Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC
   January February March April June July August September October November December`,
);

export const WEEKDAYS = hashes(
  'Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
);

/** Zones as dates are printed with them, after a time. */
export const ZONES = hashes('UTC GMT CST CDT EST EDT PST PDT MST MDT CET CEST BST IST JST KST MSK Z');

/** First letters of all the words above but units: a quick no for most words. */
export const FIRST_LETTERS = Uint8Array.from({ length: 128 }, (_, code) =>
  'tfTFnNuIiJFMASONDWmZUGCEPBK'.includes(String.fromCharCode(code)) ? 1 : 0,
);

const TOP_DOMAINS = new Set(
  `com org net edu gov mil int io dev app cloud info biz local internal lan localdomain intranet corp
   de uk fr nl it es pl ru cn hk tw jp kr in au br ca ch se no fi dk cz at be eu us ro tr ua vn`.split(/\s+/),
);

/** No top domain above is longer. */
const DOMAIN_LONGEST = 11;

/** Whether dotted letters are a host's name: the last label is a top domain, the first is not (that is a package). */
export function isHostName(text: string, start: number, end: number): boolean {
  const dot = text.lastIndexOf('.', end - 1);
  if (dot <= start || end - dot - 1 > DOMAIN_LONGEST || !TOP_DOMAINS.has(text.slice(dot + 1, end)))
    return false;
  return !TOP_DOMAINS.has(text.slice(start, text.indexOf('.', start)));
}

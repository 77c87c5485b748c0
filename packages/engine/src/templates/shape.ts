import type { Columns } from './columns.ts';
import { VALUE, type Tokens } from './tokens.ts';

/** How a value is written in a template. */
const WILDCARD = '<*>';

/** A piece of a message between two tokens is kept up to this length: rules of dashes say no more when they are longer. */
const GAP_LONGEST = 16;

/** A message as words and values: what is left of it when its values are forgotten. */
export interface MessageShape {
  /** A word, or null for a value (or several beside each other). */
  columns: (string | null)[];
  /** What stands before each column and after the last: one more than columns. */
  gaps: string[];
}

// eslint-disable-next-line no-control-regex -- control characters are what must go
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g;

const tidy = (gap: string): string => {
  const spaced = gap.replace(CONTROLS, ' ').toWellFormed();
  return spaced.length <= GAP_LONGEST ? spaced : `${spaced.slice(0, GAP_LONGEST / 2)}…`;
};

const OPENERS = '([{';
const CLOSERS = ')]}';

/** Drops what `dropped` held the other half of: openers at the end of `before`, closers at the start of `after`. */
function rebalanced(before: string, dropped: string, after: string): [string, string] {
  let depth = 0;
  let unopened = 0;
  for (const character of dropped) {
    if (OPENERS.includes(character)) depth++;
    else if (CLOSERS.includes(character) && --depth < 0) {
      depth = 0;
      unopened++;
    }
  }
  let [left, right] = [before, after];
  for (; unopened > 0 && left !== '' && OPENERS.includes(left.slice(-1)); unopened--)
    left = left.slice(0, -1);
  for (; depth > 0 && right !== '' && CLOSERS.includes(right.charAt(0)); depth--) right = right.slice(1);
  if (dropped.split('"').length % 2 === 0) {
    if (left.endsWith('"')) left = left.slice(0, -1);
    else if (right.startsWith('"')) right = right.slice(1);
  }
  return [left, right];
}

/** Values of one column that its text tells apart; more of them are rather a list. */
const TOLD_MOST = 8;
/** Values with the same mark between all of them are a list from so many on: it may be longer in other messages. */
const LISTED = 3;

/** Whether values with these texts between them are told one by one: `<*> (<*> -> <*>)`. */
const areTold = (between: readonly string[]): boolean =>
  between.length < TOLD_MOST && (between.length < LISTED - 1 || new Set(between).size > 1);

/**
 * Values beside each other made one column. What stands between them is kept before it (`<*>, ` and `<*>`) where it tells how
 * the statement is written, and else dropped; an empty text between values makes them one. Where there is no word at all,
 * messages of any kind are one, and none tells how the others are written.
 */
export function joined(columns: Columns, gaps: readonly string[]): MessageShape {
  const words: (string | null)[] = [];
  const between: string[] = [];
  const hasWord = columns.some((word) => word !== null);
  let next = gaps[0];
  for (let k = 0; k < columns.length;) {
    let stop = k + 1;
    if (columns[k] === null) while (stop < columns.length && columns[stop] === null) stop++;
    const inside = gaps.slice(k + 1, stop);
    const told = inside.filter((gap) => gap !== '');
    let after = gaps[stop];
    if (told.length === 0 || (hasWord && areTold(told))) next += told.map((gap) => WILDCARD + gap).join('');
    else for (const gap of inside) [next, after] = rebalanced(next, gap, after);
    words.push(columns[k]);
    between.push(next);
    next = after;
    k = stop;
  }
  return { columns: words, gaps: [...between, next] };
}

const AFTER_LAST = /^[^\p{L}\p{N}]*/u;
const NAME = /^\p{L}+$/u;
/** What holds the parts of one value together: an address and its port. */
const GLUE = /^[:.%/@#_+-]$/;
/** What stands between a date, its time and its zone, and between a number and its unit. */
const WITHIN = /^,? [+-]?$/;
const ZONE_OR_YEAR = /^\d{4}$/;
/** An address and its port is none: `10.0.0.1:50`. */
const TIME = /(?:^|[^\d.])\d{1,2}:\d\d(?::\d\d|$)/;

/** Whether a value is the last one's other half: a number's unit, a date's time, its month or its zone. */
function isOneValue(scanner: Tokens, text: string, k: number, gap: string): boolean {
  if (k === 0 || scanner.hashes[k] !== VALUE || scanner.hashes[k - 1] !== VALUE) return false;
  if (k < scanner.headTokens || GLUE.test(gap)) return true;
  if (!WITHIN.test(gap)) return false;
  const last = text.slice(scanner.starts[k - 1], scanner.ends[k - 1]);
  const value = text.slice(scanner.starts[k], scanner.ends[k]);
  return (
    NAME.test(last) || NAME.test(value) || TIME.test(value) || (TIME.test(last) && ZONE_OR_YEAR.test(value))
  );
}

/** The shape of the message that the scanner scanned last. */
export function shapeOf(scanner: Tokens, text: string): MessageShape {
  const columns: (string | null)[] = [];
  const gaps: string[] = [];
  let end = 0;
  for (let k = 0; k < scanner.count; k++) {
    const gap = tidy(text.slice(end, scanner.starts[k]));
    gaps.push(isOneValue(scanner, text, k, gap) ? '' : gap);
    end = scanner.ends[k];
    if (scanner.hashes[k] === VALUE) {
      columns.push(null);
      continue;
    }
    const word = text.slice(scanner.starts[k], end).toWellFormed();
    const mark = text.charAt(end);
    const marked = mark === '=' || mark === ':' || mark === '(';
    if (marked) end++;
    columns.push(marked ? word + mark : word);
  }
  // What was not looked at any more may be words: they are no gap.
  gaps.push(tidy(AFTER_LAST.exec(text.slice(end, end + GAP_LONGEST))?.[0] ?? ''));
  gaps[0] = gaps[0].trimStart();
  gaps[gaps.length - 1] = gaps[gaps.length - 1].trimEnd();
  return joined(columns, gaps);
}

/** The values of the message that the scanner scanned last: for each value column those beside each other, in order. */
export function valuesOf(scanner: Tokens, text: string): string[][] {
  const values: string[][] = [];
  for (let k = 0; k < scanner.count; k++) {
    if (scanner.hashes[k] !== VALUE) continue;
    const value = text.slice(scanner.starts[k], scanner.ends[k]);
    if (k > 0 && scanner.hashes[k - 1] === VALUE) values[values.length - 1].push(value);
    else values.push([value]);
  }
  return values;
}

/** A template's text: its words as they stand, `<*>` for values. */
export function textOf(columns: readonly (string | null)[], gaps: readonly string[]): string {
  let text = gaps[0] ?? '';
  columns.forEach((word, k) => {
    text += (word ?? WILDCARD) + (gaps[k + 1] ?? '');
  });
  return text;
}

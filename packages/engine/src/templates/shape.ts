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

/** Values beside each other made one, what stands between them dropped. */
export function joined(columns: Columns, gaps: readonly string[]): MessageShape {
  const words: (string | null)[] = [];
  const between: string[] = [];
  let next = gaps[0];
  columns.forEach((word, k) => {
    const gap = next;
    next = gaps[k + 1];
    const last = words.length - 1;
    if (word === null && last >= 0 && words[last] === null) {
      [between[last], next] = rebalanced(between[last], gap, next);
    } else {
      words.push(word);
      between.push(gap);
    }
  });
  return { columns: words, gaps: [...between, next] };
}

/** The shape of the message that the scanner scanned last. */
export function shapeOf(scanner: Tokens, text: string): MessageShape {
  const columns: (string | null)[] = [];
  const gaps: string[] = [];
  let end = 0;
  for (let k = 0; k < scanner.count; k++) {
    gaps.push(tidy(text.slice(end, scanner.starts[k])));
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
  gaps.push(tidy(text.slice(end, end + GAP_LONGEST)));
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

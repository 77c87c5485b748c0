import { VALUE, type Scanner } from './scanner.ts';

/** How a value is written in a template. */
export const WILDCARD = '<*>';

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

/** Brackets that close in `between` without having been opened there (negative) or stay open (positive). */
function openBrackets(between: string): number {
  let depth = 0;
  for (const character of between) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  return depth;
}

/** The shape of the message that the scanner scanned last. */
export function shapeOf(scanner: Scanner, text: string): MessageShape {
  const columns: (string | null)[] = [];
  const gaps: string[] = [];
  let end = 0;
  for (let k = 0; k < scanner.count; k++) {
    const gap = text.slice(end, scanner.starts[k]);
    const token = text.slice(scanner.starts[k], scanner.ends[k]);
    end = scanner.ends[k];
    const isValue = scanner.hashes[k] === VALUE;
    if (isValue && columns.length > 0 && columns[columns.length - 1] === null) {
      // Beside a value: one with it. A bracket that opens between them closes inside too.
      const open = openBrackets(gap);
      if (open > 0 && ')]}'.includes(text.charAt(end)) && text.charAt(end) !== '') end++;
      const before = gaps.length - 1;
      if (open < 0) gaps[before] = gaps[before].replace(/[([{](\s*)$/, '$1');
    } else {
      const mark = isValue ? '' : text.charAt(end);
      const marked = mark === '=' || mark === ':';
      if (marked) end++;
      columns.push(isValue ? null : token.toWellFormed() + (marked ? mark : ''));
      gaps.push(tidy(gap));
    }
  }
  gaps.push(tidy(text.slice(end, end + GAP_LONGEST)));
  gaps[0] = gaps[0].trimStart();
  gaps[gaps.length - 1] = gaps[gaps.length - 1].trimEnd();
  return { columns, gaps };
}

/** The values of the message that the scanner scanned last: for each value column those beside each other, in order. */
export function valuesOf(scanner: Scanner, text: string): string[][] {
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

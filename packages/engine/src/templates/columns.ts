/** A message's tokens: a word, or null for a value. */
export type Columns = readonly (string | null)[];

const SEPARATOR = '\u0001';

/**
 * Columns as a key; a word never holds the separator, which is a control character. No column is another key than one value:
 * a blank line is not a line of a number.
 */
export const keyOf = (columns: Columns): string =>
  columns.length === 0 ? SEPARATOR : columns.map((word) => word ?? '').join(SEPARATOR);

/** Whether a message of these columns is one of the pattern's. */
export function fits(pattern: Columns, columns: Columns): boolean {
  return pattern.every((word, place) => word === null || word === columns[place]);
}

/** How many words there are among the columns. */
export const wordCount = (columns: Columns): number => columns.filter((word) => word !== null).length;

/** What the columns of a message are known to be besides: its first words may be those of its line's head. */
export interface HeadOf {
  /** Words of the head, which come first. */
  readonly headWords: number;
  /** Whether the last of them is who speaks. */
  readonly hasSpeaker: boolean;
}

/** The place of the head's last word, or -1. */
export function headEnd(columns: Columns, headWords: number): number {
  let place = -1;
  for (let left = headWords; left > 0 && place + 1 < columns.length;) if (columns[++place] !== null) left--;
  return place;
}

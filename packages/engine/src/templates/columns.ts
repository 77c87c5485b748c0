/** A message's tokens: a word, or null for a value. */
export type Columns = readonly (string | null)[];

/** Columns as a key; a word never holds the separator, which is a control character. */
export const keyOf = (columns: Columns): string => columns.map((word) => word ?? '').join('\u0001');

/** Whether a message of these columns is one of the pattern's. */
export function fits(pattern: Columns, columns: Columns): boolean {
  return pattern.every((word, place) => word === null || word === columns[place]);
}

/** How many words there are among the columns. */
export const wordCount = (columns: Columns): number => columns.filter((word) => word !== null).length;

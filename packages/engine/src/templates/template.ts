import { hashText, mix } from './hash.ts';
import { keyOf, type Columns } from './grouping.ts';
import { textOf } from './shape.ts';

/** What messages of one statement share. */
export interface Template {
  /** 16 hex digits: a function of the template's words and where its values stand, and of nothing else. */
  readonly id: string;
  /** The words, `<*>` for values; punctuation as in the first message that was seen. */
  readonly text: string;
  /** A word, or null for values. */
  readonly columns: Columns;
}

const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0');

/** A template's id: a hash of its words and the places of its values, punctuation left out. */
export function templateId(columns: Columns): string {
  const key = keyOf(columns);
  const first = hashText(key);
  return hex(mix(first, columns.length)) + hex(mix(mix(hashText(`${key}\u0002`), key.length), first));
}

export const createTemplate = (columns: Columns, gaps: readonly string[]): Template => ({
  id: templateId(columns),
  text: textOf(columns, gaps),
  columns,
});

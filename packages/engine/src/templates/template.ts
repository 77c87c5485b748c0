import type { Columns } from './columns.ts';

/** What messages of one statement share. */
export interface Template {
  /** 16 hex digits: a function of the template's words and where its values stand, and of nothing else. */
  readonly id: string;
  /** The words, `<*>` for values; punctuation as in the first message that was seen. */
  readonly text: string;
  /** A word, or null for values; never two values beside each other. */
  readonly columns: Columns;
  /** Words of the line's head among them, which come first. */
  readonly headWords: number;
}

/** A template's messages have become part of a more general one's. */
export interface TemplateMove {
  readonly from: string;
  readonly into: Template;
}

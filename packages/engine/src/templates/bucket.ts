import { fits, headEnd, wordCount, type Columns } from './columns.ts';
import { groupShapes } from './grouping.ts';
import type { Shape } from './shape-table.ts';
import type { Template } from './template.ts';
import type { TemplateBook } from './template-book.ts';

/** Shapes of one length that are compared with each other; more are only fitted into the patterns found. */
const COMPARED_MOST = 512;
/** Shapes of one pattern that are compared: what they have not told by then, more of them hardly will. */
const PATTERN_MOST = 64;
/** Shapes are grouped again when they have become this many times more: the work stays in proportion to the shapes. */
const GROWTH = 1.15;

/** What several shapes have in common, more general than each. */
export interface Pattern {
  readonly columns: Columns;
  readonly template: Template;
  compared: number;
}

/** Whether a pattern has been told by so many shapes that one more adds nothing: it need not be kept by itself. */
export const isTold = (pattern: Pattern): boolean => pattern.compared >= PATTERN_MOST;

/** A bucket as it is saved: shapes and templates by their places in the parser's lists. */
export interface BucketState {
  length: number;
  regroupAt: number;
  compared: number[];
  patterns: { columns: Columns; template: number; compared: number }[];
}

/** How many words of a shape's head a pattern has left: all, or all but who speaks. */
function headWordsLeft(shape: Shape, pattern: Columns): number {
  return wordCount(pattern.slice(0, headEnd(shape.columns, shape.headWords) + 1));
}

const MARKS = ':=(';

/** What stands between a pattern's columns: the mark after a word that is a value in it is no part of the value. */
function gapsOf(shape: Shape, pattern: Columns): string[] {
  return shape.gaps.map((gap, k) => {
    const mark = k > 0 && pattern[k - 1] === null ? (shape.columns[k - 1] ?? '').slice(-1) : '';
    return mark !== '' && MARKS.includes(mark) ? mark + gap : gap;
  });
}

/** All shapes of one number of columns, and the patterns that they make. */
export class Bucket {
  readonly #length: number;
  readonly #book: TemplateBook;
  #compared: Shape[] = [];
  #regroupAt = 2;
  /** Most general first. */
  #patterns: Pattern[] = [];

  constructor(length: number, book: TemplateBook) {
    this.#length = length;
    this.#book = book;
  }

  /** The pattern that columns fit, the most general first. */
  patternOf(columns: Columns): Pattern | undefined {
    return this.#patterns.find((known) => fits(known.columns, columns));
  }

  /**
   * Takes in a shape that was never seen before and the pattern that it fits; whether all were grouped again, so that
   * others may have a more general template.
   */
  add(shape: Shape, pattern: Pattern | undefined): boolean {
    if (
      this.#compared.length >= COMPARED_MOST ||
      (pattern !== undefined && ++pattern.compared > PATTERN_MOST)
    )
      return false;
    shape.compared = true;
    this.#compared.push(shape);
    if (this.#compared.length < this.#regroupAt) return false;
    this.group();
    return true;
  }

  /** Finds the patterns of all shapes compared. */
  group(): void {
    this.#regroupAt = Math.max(this.#compared.length + 1, Math.floor(this.#compared.length * GROWTH));
    const found = groupShapes(this.#compared, this.#length);
    const patterns = new Map<Columns, Pattern>();
    this.#compared.forEach((shape, k) => {
      const columns = found[k];
      const known = patterns.get(columns);
      const template =
        known?.template ?? this.#book.of(columns, gapsOf(shape, columns), headWordsLeft(shape, columns));
      this.#book.belong(shape, template);
      if (known !== undefined) known.compared++;
      else if (columns !== shape.columns) patterns.set(columns, { columns, template, compared: 1 });
    });
    this.#patterns = [...patterns.values()].sort(
      (a, b) => wordCount(a.columns) - wordCount(b.columns) || (a.template.id < b.template.id ? -1 : 1),
    );
  }

  /** Fits shapes that are not compared into the patterns of now. */
  fit(shape: Shape): void {
    if (shape.compared) return;
    const pattern = this.patternOf(shape.columns);
    if (pattern !== undefined) this.#book.belong(shape, pattern.template);
  }

  save(shapes: ReadonlyMap<Shape, number>, templates: ReadonlyMap<Template, number>): BucketState {
    return {
      length: this.#length,
      regroupAt: this.#regroupAt,
      compared: this.#compared.map((shape) => shapes.get(shape) ?? -1),
      patterns: this.#patterns.map((pattern) => ({
        ...pattern,
        template: templates.get(pattern.template) ?? -1,
      })),
    };
  }

  restore(state: BucketState, shapes: readonly Shape[], templates: readonly Template[]): void {
    this.#regroupAt = state.regroupAt;
    this.#compared = state.compared.map((k) => shapes[k]);
    for (const shape of this.#compared) shape.compared = true;
    this.#patterns = state.patterns.map((pattern) => ({ ...pattern, template: templates[pattern.template] }));
  }

  /** The templates of its patterns. */
  templates(): Template[] {
    return this.#patterns.map(({ template }) => template);
  }

  /** Forgets all shapes but these. */
  keep(shapes: ReadonlySet<Shape>): void {
    for (const shape of this.#compared) shape.compared = shapes.has(shape);
    this.#compared = this.#compared.filter((shape) => shape.compared);
    this.#regroupAt = this.#compared.length + 1;
  }
}

import { keyOf, type Columns } from './columns.ts';
import { hashText, mix } from './hash.ts';
import { joined, textOf } from './shape.ts';
import type { Shape } from './shape-table.ts';
import { Stretches } from './stretch.ts';
import type { Template, TemplateMove } from './template.ts';

/** Moves kept for a reader that may never ask. */
const MOVES_MOST = 10_000;
const NO_MOVES: TemplateMove[] = [];

const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0');

/** A template's id: a hash of its words and the places of its values, punctuation left out. */
function templateId(key: string): string {
  const first = hashText(key);
  return hex(mix(first, key.length)) + hex(mix(mix(hashText(`${key}\u0002`), key.length), first));
}

/** All templates of a parser, one object for each id. */
export class TemplateBook {
  readonly #byKey = new Map<string, Template>();
  #moves = new Map<string, TemplateMove>();
  readonly stretches = new Stretches();

  /** The template of these columns; `gaps` are what stands between them where it is new. */
  of(columns: Columns, gaps: readonly string[], headWords: number): Template {
    const template = this.look(columns, gaps, headWords);
    this.#byKey.set(keyOf(template.columns), template);
    return template;
  }

  /** As `of`, but one that is new is not kept. */
  look(columns: Columns, gaps: readonly string[], headWords: number): Template {
    const whole = joined(columns, gaps);
    const key = keyOf(whole.columns);
    const text = (): string => textOf(whole.columns, whole.gaps);
    return this.#byKey.get(key) ?? { id: templateId(key), text: text(), columns: whole.columns, headWords };
  }

  /** Puts back a template that was saved. */
  restore({ columns, text, headWords }: Omit<Template, 'id'>): Template {
    const key = keyOf(columns);
    const template = { id: templateId(key), text, columns, headWords };
    this.#byKey.set(key, template);
    return template;
  }

  /** A shape belongs to a template of its length from now on, and so to what holds that one. */
  belong(shape: Shape, own: Template): void {
    shape.own = own;
    const template = this.stretches.of(own);
    if (shape.template !== template && shape.count > 0) this.#moved(shape.template, template);
    shape.template = template;
  }

  /** Notes that a shape's template has changed. */
  #moved(from: Template, into: Template): void {
    if (this.#moves.size >= MOVES_MOST) this.#moves.clear();
    if (from.id !== into.id) this.#moves.set(from.id, { from: from.id, into });
  }

  /** Changes since the last call. */
  takeMoves(): TemplateMove[] {
    if (this.#moves.size === 0) return NO_MOVES;
    const moves = [...this.#moves.values()];
    this.#moves = new Map();
    return moves;
  }

  /** Forgets all others. */
  keep(templates: ReadonlySet<Template>): void {
    this.stretches.keep(templates);
    const used = new Set([...templates, ...this.stretches.templates()]);
    for (const [key, template] of this.#byKey) if (!used.has(template)) this.#byKey.delete(key);
  }
}

import { groupShapes, keyOf, type Columns } from './grouping.ts';
import type { Shape } from './shape-table.ts';
import { createTemplate, type Template } from './template.ts';

/** Shapes of one length that are compared with each other; more are only fitted into the patterns found. */
const COMPARED_MOST = 1024;
/** Shapes are grouped again when they have become this many times more: the work stays in proportion to the shapes. */
const GROWTH = 1.1;

/** All shapes of one number of columns, and the templates they make. */
export class Bucket {
  readonly #length: number;
  #compared: Shape[] = [];
  #regroupAt = 2;
  /** Templates that are more general than a single shape, most general first. */
  #general: Template[] = [];
  readonly #templates = new Map<string, Template>();

  constructor(length: number) {
    this.#length = length;
  }

  /** The template of a shape that was never seen before. */
  place(columns: Columns, gaps: readonly string[]): Template {
    return (
      this.#general.find((template) => fits(template.columns, columns)) ?? this.#templateFor(columns, gaps)
    );
  }

  add(shape: Shape): void {
    if (this.#compared.length < COMPARED_MOST) this.#compared.push(shape);
  }

  /** Groups the shapes when there are enough new ones, or `now`. */
  group(now: boolean): void {
    if (!now && this.#compared.length < this.#regroupAt) return;
    this.#regroupAt = Math.max(this.#compared.length + 1, Math.floor(this.#compared.length * GROWTH));
    const patterns = groupShapes(
      this.#compared.map((shape) => shape.columns),
      this.#length,
    );
    const general = new Map<string, Template>();
    this.#compared.forEach((shape, k) => {
      const template = this.#templateFor(patterns[k], shape.gaps);
      shape.template = template;
      if (patterns[k] !== shape.columns) general.set(template.id, template);
    });
    this.#general = [...general.values()].sort(
      (a, b) => words(a.columns) - words(b.columns) || (a.id < b.id ? -1 : 1),
    );
  }

  /** Forgets shapes and the templates that none of those kept has. */
  keep(shapes: ReadonlySet<Shape>): void {
    this.#compared = this.#compared.filter((shape) => shapes.has(shape));
    this.#regroupAt = this.#compared.length + 1;
    const used = new Set([...shapes].map((shape) => shape.template));
    for (const template of this.#general) used.add(template);
    for (const [key, template] of this.#templates) if (!used.has(template)) this.#templates.delete(key);
  }

  #templateFor(columns: Columns, gaps: readonly string[]): Template {
    const key = keyOf(columns);
    let template = this.#templates.get(key);
    if (template === undefined) this.#templates.set(key, (template = createTemplate(columns, gaps)));
    return template;
  }
}

const words = (columns: Columns): number => columns.filter((word) => word !== null).length;

function fits(pattern: Columns, columns: Columns): boolean {
  return pattern.every((word, place) => word === null || word === columns[place]);
}

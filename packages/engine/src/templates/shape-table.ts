import type { HeadOf } from './columns.ts';
import type { Template } from './template.ts';

/** A kind of message as it looks when its values are masked; several may come from one statement. */
export interface Shape extends HeadOf {
  /** Its number among the shapes that its parser has met: never another's. */
  readonly serial: number;
  readonly high: number;
  readonly low: number;
  readonly columns: readonly (string | null)[];
  readonly gaps: readonly string[];
  /** Messages seen. */
  count: number;
  /** The parser's clock when it was seen last. */
  seen: number;
  /** Whether its words are evidence: many more like it would add nothing. */
  compared: boolean;
  /** What it and shapes of its length belong to; changes as templates generalise. */
  own: Template;
  /** What it belongs to: `own`, or the template of another length that holds that one. */
  template: Template;
}

const LOAD = 0.5;

/** Shapes by the two hashes of their messages: open addressing with linear probing, since each message asks it once. */
export class ShapeTable {
  size = 0;
  #slots: (Shape | undefined)[] = new Array<Shape | undefined>(1024);

  find(high: number, low: number): Shape | undefined {
    const mask = this.#slots.length - 1;
    for (let at = (high ^ low) & mask; ; at = (at + 1) & mask) {
      const shape = this.#slots[at];
      if (shape === undefined || (shape.high === high && shape.low === low)) return shape;
    }
  }

  add(shape: Shape): void {
    if (this.size >= this.#slots.length * LOAD) this.#rebuild([...this.values()], this.#slots.length * 2);
    this.size++;
    this.#place(shape);
  }

  /** Keeps the shapes given and no other. */
  keep(shapes: readonly Shape[]): void {
    this.size = shapes.length;
    this.#rebuild(shapes, this.#slots.length);
  }

  *values(): Generator<Shape> {
    for (const shape of this.#slots) if (shape !== undefined) yield shape;
  }

  #rebuild(shapes: readonly Shape[], slots: number): void {
    this.#slots = new Array<Shape | undefined>(slots);
    for (const shape of shapes) this.#place(shape);
  }

  #place(shape: Shape): void {
    const mask = this.#slots.length - 1;
    let at = (shape.high ^ shape.low) & mask;
    while (this.#slots[at] !== undefined) at = (at + 1) & mask;
    this.#slots[at] = shape;
  }
}

import { levelOf, type MessageLevel } from './level.ts';
import type { Shape } from './shape-table.ts';

/** Messages of one shape tell one level but for their numbers: `0 errors` is not `3 errors`. */
type Known = MessageLevel | 'varies';

/** Levels of messages by their shapes, so that not every message's words are looked through. */
export class ShapeLevels {
  readonly #known = new WeakMap<Shape, Known>();

  /** As `levelOf`; messages of one shape are taken to have the level of the first, unless numbers make it. */
  of(shape: Shape, message: string, level?: string): MessageLevel {
    if (level !== undefined && level !== '') return levelOf(message, level);
    let known = this.#known.get(shape);
    if (known === undefined) this.#known.set(shape, (known = judged(message)));
    return known === 'varies' ? levelOf(message) : known;
  }
}

function judged(message: string): Known {
  const zeros = levelOf(message.replace(/\d+/g, '0'));
  return zeros === levelOf(message.replace(/\d+/g, '7')) ? levelOf(message) : 'varies';
}

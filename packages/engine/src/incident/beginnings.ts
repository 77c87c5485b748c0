import type { CoMovement } from './co-movement.ts';

/** Troubles that begin this close to each other moved together. */
const TOGETHER_MS = 1_800_000;
/** An incident must not confirm itself: what moved together counts only when this has passed. */
const LEARN_AFTER_MS = 2 * TOGETHER_MS;

/** The beginning of an episode. */
export interface Beginning {
  id: string;
  entity: string;
  start: number;
  learned: boolean;
}

/** Episodes that began lately, until what they teach is learned. */
export class Beginnings {
  readonly #known: Map<string, Beginning>;

  constructor(saved: readonly Beginning[] = []) {
    this.#known = new Map(saved.map((beginning) => [beginning.id, { ...beginning }]));
  }

  has(id: string): boolean {
    return this.#known.has(id);
  }

  note(id: string, entity: string, start: number): void {
    if (!this.#known.has(id)) this.#known.set(id, { id, entity, start, learned: false });
  }

  /** Teaches `history` what began long enough before `time`, and forgets it once `isWeighed` says no more. */
  learn(time: number, isWeighed: (id: string) => boolean, history: CoMovement): void {
    const due = [...this.#known.values()].filter(
      ({ start, learned }) => !learned && start + LEARN_AFTER_MS < time,
    );
    for (const beginning of due.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))) {
      const before = [...this.#known.values()].filter(
        ({ id, start }) =>
          start <= beginning.start &&
          beginning.start - start <= TOGETHER_MS &&
          (start < beginning.start || id < beginning.id),
      );
      history.note(beginning.entity, beginning.start, before);
      beginning.learned = true;
    }
    for (const { id, start, learned } of this.#known.values()) {
      if (learned && start + LEARN_AFTER_MS + TOGETHER_MS < time && !isWeighed(id)) this.#known.delete(id);
    }
  }

  state(): Beginning[] {
    return [...this.#known.values()];
  }
}

import { ChangedMap } from './changed-map.ts';
import type { CoMovement } from './co-movement.ts';

/** Troubles that begin this close to each other moved together. */
const TOGETHER_MS = 1_800_000;
/** An incident must not confirm itself: what moved together counts only when this has passed. */
const LEARN_AFTER_MS = 2 * TOGETHER_MS;
/** The nearest so many: where everything breaks, it says little that two did. */
const MOST_BEFORE = 50;

/** The beginning of an episode. */
export interface Beginning {
  id: string;
  entity: string;
  start: number;
  learned: boolean;
}

/** Episodes that began lately, until what they teach is learned. */
export class Beginnings {
  /** By id. */
  readonly known: ChangedMap<Beginning>;

  constructor(saved: Iterable<readonly [string, Beginning]> = []) {
    this.known = ChangedMap.of(saved);
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  note(id: string, entity: string, start: number): void {
    if (!this.known.has(id)) this.known.set(id, { id, entity, start, learned: false });
  }

  /** Teaches `history` what began long enough before `time`, and forgets it once `isWeighed` says no more. */
  learn(time: number, isWeighed: (id: string) => boolean, history: CoMovement): void {
    const isDue = ({ start, learned }: Beginning): boolean => !learned && start + LEARN_AFTER_MS < time;
    const known = [...this.known.values()];
    if (known.some(isDue)) {
      known.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
      let first = 0;
      known.forEach((beginning, i) => {
        while (beginning.start - known[first].start > TOGETHER_MS) first++;
        if (!isDue(beginning)) return;
        const before = known.slice(Math.max(first, i - MOST_BEFORE), i);
        history.note(beginning.entity, beginning.start, before);
        this.known.set(beginning.id, { ...beginning, learned: true });
      });
    }
    for (const { id, start, learned } of this.known.values()) {
      if (learned && start + LEARN_AFTER_MS + TOGETHER_MS < time && !isWeighed(id)) this.known.delete(id);
    }
  }
}

import { LapwingError } from '../../errors.ts';

/** Work of one turn: some 50 ms, during which the service answers nobody. */
interface TurnSize<Item> {
  /** How much an item is, in units of `turn` and `most`. */
  sizeOf: (item: Item) => number;
  /** As much as one turn takes, and an item at least. */
  turn: number;
  /** More than this is not taken in: what waits lies in memory. */
  most: number;
  /** What waits, in words: `spans`. */
  what: string;
}

interface Waiting<Item> {
  item: Item;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Puts items away in turns, those that came meanwhile together: one transaction and one flush to disk for many senders.
 * Between turns others have theirs.
 */
export class Turns<Item> {
  readonly #work: (items: Item[]) => void;
  readonly #size: TurnSize<Item>;
  #queue: Waiting<Item>[] = [];
  #waiting = 0;
  #scheduled = false;

  constructor(work: (items: Item[]) => void, size: TurnSize<Item>) {
    this.#work = work;
    this.#size = size;
  }

  /** Resolves once the item is put away; rejects as `work` throws, or with LapwingError OVERLOADED when too much waits. */
  add(item: Item): Promise<void> {
    const size = this.#size.sizeOf(item);
    if (this.#waiting > 0 && this.#waiting + size > this.#size.most) {
      throw new LapwingError('OVERLOADED', {
        message: `${this.#waiting} ${this.#size.what} wait to be stored already`,
        where: 'body',
        hint: 'Send it again after as many seconds as Retry-After says; senders by OTLP do so by themselves.',
      });
    }
    this.#waiting += size;
    return new Promise((done, failed) => {
      this.#queue.push({ item, done, failed });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
      this.#schedule();
    });
  }

  #turn(): void {
    let size = 0;
    let count = 0;
    while (count < this.#queue.length && (count === 0 || size < this.#size.turn)) {
      size += this.#size.sizeOf(this.#queue[count++].item);
    }
    const turn = this.#queue.splice(0, count);
    this.#waiting -= size;
    try {
      this.#work(turn.map(({ item }) => item));
      for (const { done } of turn) done();
    } catch (error) {
      for (const { failed } of turn) failed(error);
    }
  }
}

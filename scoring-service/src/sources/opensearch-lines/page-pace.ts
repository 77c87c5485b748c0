import { backoffMs } from '../shared/backoff.ts';
import { TooMuchError } from '../shared/failure.ts';
import type { SourceSurroundings } from '../shared/surroundings.ts';

/** Few, for nothing is known of how long the lines are. */
const FIRST_PAGE = 100;
const SMALLEST_PAGE = 5;
/** Some 100 KB of ordinary lines; where they grow to a megabyte each at once, a server still answers. */
const LARGEST_PAGE = 500;
/** Then the whole stretch begins anew, shorter: its point in time may be gone. */
const HALVINGS_A_PAGE = 2;
/** Characters that a page should hold: a server and we pass them on without strain. */
const PAGE_CHARACTERS = 4_000_000;

/** Chooses how many lines are asked for at once, and waits where they would come faster than the ceiling allows. */
export class PagePace {
  readonly #perSecond: number;
  readonly #surroundings: SourceSurroundings;
  #size = FIRST_PAGE;
  #most = LARGEST_PAGE;
  #freeAt = -Infinity;

  /** `perSecond`: lines read in a second at most. */
  constructor(perSecond: number, surroundings: SourceSurroundings) {
    this.#perSecond = perSecond;
    this.#surroundings = surroundings;
  }

  /**
   * One page: `ask` is told its size, and `sizes` says how long the lines were that came. Halved while the server finds
   * it too much; throws TooMuchError when that does not help.
   */
  async page<T>(
    ask: (size: number) => Promise<T>,
    sizes: (page: T) => readonly number[],
    signal: AbortSignal,
  ): Promise<T> {
    const { now, sleep, random } = this.#surroundings;
    for (let attempt = 0; ; attempt++) {
      const wait = this.#freeAt - now();
      if (wait > 0) await sleep(wait, signal);
      const began = now();
      try {
        const page = await ask(this.#size);
        const lengths = sizes(page);
        this.#freeAt = Math.max(this.#freeAt, began) + (lengths.length / this.#perSecond) * 1000;
        this.#fit(lengths);
        return page;
      } catch (error) {
        if (!(error instanceof TooMuchError)) throw error;
        this.#size = Math.max(SMALLEST_PAGE, Math.floor(this.#size / 2));
        if (attempt >= HALVINGS_A_PAGE) throw error;
        await sleep(backoffMs(attempt, random(), error.failure.askedMs), signal);
      }
    }
  }

  /** A whole page shared one place in the order: the next must be larger. */
  needMore(): void {
    this.#most *= 2;
    this.#size = this.#most;
  }

  #fit(lengths: readonly number[]): void {
    if (lengths.length === 0) return;
    const mean = Math.max(1, lengths.reduce((a, b) => a + b, 0) / lengths.length);
    const wanted = Math.min(this.#size * 2, Math.floor(PAGE_CHARACTERS / mean), this.#most);
    this.#size = Math.max(SMALLEST_PAGE, wanted);
  }
}

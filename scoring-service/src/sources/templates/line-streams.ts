import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError } from '@lapwing/engine';
import type { TemplateStore } from '../../stores/template-store.ts';
import type { LogLine } from '../log-lines.ts';
import type { TimeRange } from '../source.ts';
import { LineCounter } from './line-counter.ts';
import type { LineStream } from './template-chunks.ts';

/** How long the API waits for the event loop at most, beside what one stretch takes to be stored. */
const TURN_MS = 30;

/** The lines of one stretch, oldest first, in pieces. */
export interface LinesRead {
  pages: AsyncIterable<readonly LogLine[]> | Iterable<readonly LogLine[]>;
  /** How many lines each one read in an interval (by its start) stands for; asked once the pages have ended. */
  times: (intervalStart: number) => number;
}

/** Counts streams' lines into the store: each stretch once, whole or not at all. */
export class LineStreams {
  readonly #store: TemplateStore;
  readonly #counters = new Map<string, LineCounter>();

  constructor(store: TemplateStore) {
    this.#store = store;
  }

  /** Counts the lines of `range`, which begins where the stream's last stretch ended or later. */
  async count(stream: LineStream, range: TimeRange, { pages, times }: LinesRead): Promise<void> {
    const counter = this.#counters.get(stream.key) ?? this.#restored(stream);
    // Until it is stored, what the counter knows is ahead: whatever fails, it is read anew.
    this.#counters.delete(stream.key);
    counter.begin(range.from);
    let turn = performance.now();
    for await (const page of pages) {
      counter.feed(page);
      if (performance.now() - turn < TURN_MS) continue;
      await nextTurn();
      turn = performance.now();
    }
    this.#store.append(stream, counter.finish(range.to, times));
    this.#counters.set(stream.key, counter);
  }

  #restored({ key, settings }: LineStream): LineCounter {
    const state = this.#store.state(key)?.counter;
    try {
      return new LineCounter(settings, state);
    } catch (error) {
      // Another version wrote it: templates are learnt anew, under the same ids.
      if (error instanceof EngineError) return new LineCounter(settings);
      throw error;
    }
  }
}

import type { Labels } from '@lapwing/contract';
import type { IncidentContext, ServiceGraph } from '@lapwing/engine';
import { entityOf } from './entity-of.ts';

/** Signals read at once: some ten milliseconds. */
const SIGNALS_A_STEP = 5_000;

/** Signals in the order in which they were first met. */
export interface SignalList {
  signalsAfter(key: number, most: number): { key: number; detectorId: string; labels: Labels }[];
}

/** Which entities there are and which places they share, learned from the signals as they come. */
export class Surroundings {
  readonly #signals: SignalList;
  readonly #graph: () => ServiceGraph;
  readonly #entities = new Set<string>();
  /** Entities by place. */
  readonly #places = new Map<string, Set<string>>();
  readonly #sizes = new Map<string, number>();
  readonly #signalCounts = new Map<string, number>();
  #lastKey = 0;

  constructor(signals: SignalList, graph: () => ServiceGraph) {
    this.#signals = signals;
    this.#graph = graph;
  }

  /** Takes in some signals that came since; true when there may be more. */
  learn(): boolean {
    const found = this.#signals.signalsAfter(this.#lastKey, SIGNALS_A_STEP);
    for (const { key, detectorId, labels } of found) {
      this.#lastKey = key;
      const entity = entityOf(labels, detectorId);
      this.#entities.add(entity);
      this.#signalCounts.set(entity, (this.#signalCounts.get(entity) ?? 0) + 1);
      for (const [name, value] of Object.entries(labels)) this.#place(`${name}=${value}`, entity);
    }
    return found.length === SIGNALS_A_STEP;
  }

  /** How many signals there are. */
  get signals(): number {
    return [...this.#signalCounts.values()].reduce((sum, count) => sum + count, 0);
  }

  context(): IncidentContext {
    return {
      graph: this.#graph(),
      entities: this.#entities,
      placeSizes: this.#sizes,
      signals: this.#signalCounts,
    };
  }

  #place(place: string, entity: string): void {
    const sharers = this.#places.get(place) ?? new Set<string>();
    this.#places.set(place, sharers.add(entity));
    this.#sizes.set(place, sharers.size);
  }
}

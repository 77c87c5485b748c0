import {
  ENTITY_SCORES,
  ENTITY_SOURCES,
  EntityPool,
  EntityScorer,
  createEntityScores,
  strayFromBand,
  type EntityScores,
} from '@lapwing/engine';
import type { SignalKind } from '@lapwing/contract';

/** Intervals of one block: a net's memory begins anew this often, so that a replay needs no more than the block before. */
export const BLOCK_INTERVALS = 64;
/** Intervals before a block that fill the memory. */
const LEAD_INTERVALS = 64;

/** One scored reading of a signal of an entity. */
export interface EntityReading {
  entity: string;
  kind: SignalKind;
  value: number;
  expected: number;
  lower: number;
  upper: number;
}

/** What the net says of an entity in an interval: nats of all sources together, then of each; NaN where nothing. */
export interface EntitySaid {
  entity: string;
  nats: Float64Array;
}

/**
 * The net over one block of intervals, from an empty memory LEAD_INTERVALS before it. What is said of an interval hangs
 * on the readings since then alone, not on where a run began: live scoring, replay and backtest say the same.
 */
export class EntityBlock {
  readonly netId: string;
  /** The next interval to be taken (epoch ms). */
  next: number;
  readonly #scorer: EntityScorer;
  readonly #slotOf = new Map<string, number>();
  readonly #step: number;
  #scores: EntityScores = createEntityScores(0);
  #pool = new EntityPool(0);

  constructor(net: Uint8Array, blockStart: number, stepMs: number) {
    this.#scorer = new EntityScorer(net);
    this.netId = this.#scorer.netId;
    this.#step = stepMs;
    this.next = blockStart - LEAD_INTERVALS * stepMs;
  }

  /** Takes the readings of the interval `next`. */
  take(readings: readonly EntityReading[]): EntitySaid[] {
    this.next += this.#step;
    for (const { entity } of readings) {
      if (!this.#slotOf.has(entity)) this.#slotOf.set(entity, this.#scorer.addSlots(1));
    }
    const entities = [...this.#slotOf.keys()];
    this.#makeRoom(entities.length);
    this.#pool.clear();
    for (const { entity, kind, value, expected, lower, upper } of readings) {
      const z = strayFromBand(value, expected, lower, upper);
      const slot = this.#slotOf.get(entity) ?? 0;
      if (!Number.isNaN(z)) this.#pool.add(slot, ENTITY_SOURCES.indexOf(kind), z);
    }
    // Rows are in the order of slots.
    this.#scorer.step(
      Uint32Array.from(entities, (_, slot) => slot),
      this.#pool,
      this.#scores,
    );
    return entities.map((entity, slot) => ({
      entity,
      nats: this.#scores.nats.slice(slot * ENTITY_SCORES, (slot + 1) * ENTITY_SCORES),
    }));
  }

  #makeRoom(entities: number): void {
    if (entities <= this.#pool.rows) return;
    this.#pool = new EntityPool(entities);
    this.#scores = createEntityScores(entities);
  }
}

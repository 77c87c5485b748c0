import { FADE_FLOATS, fadedProbability } from '../../calibrate/fade.ts';
import { Columns } from '../../columns.ts';
import { packSections, unpackSections } from '../../sections.ts';
import { surpriseNats } from '../likelihood.ts';
import { netId } from '../net-file.ts';
import { entityInputs } from './entity-inputs.ts';
import {
  ENTITY_FORECAST,
  ENTITY_INPUTS,
  MEANS_FLOATS,
  POOL_FEATURES,
  SOURCE_COUNT,
  SOURCE_FORECAST,
  SOURCE_INPUTS,
} from './entity-layout.ts';
import type { EntityNet } from './entity-net.ts';
import type { EntityPool } from './entity-pool.ts';
import { readEntityNet } from './read-entity-net.ts';

const VERSION = 1;
/** Intervals from an empty memory until the net is listened to: training leaves as many out of its loss. */
export const ENTITY_WARM_UP = 8;
/** Scores a row: of all sources together, then of each. */
export const ENTITY_SCORES = 1 + SOURCE_COUNT;

/** What is said of the entities of one interval: ENTITY_SCORES numbers a row, first of all sources, then of each. */
export interface EntityScores {
  /** Surprise in nats; NaN where nothing was said. */
  nats: Float64Array;
  /** In (0, 1], by the rank of the surprise in the entity's own past; 1 where nothing was said. */
  pValue: Float64Array;
}

export function createEntityScores(rows: number): EntityScores {
  return { nats: new Float64Array(rows * ENTITY_SCORES), pValue: new Float64Array(rows * ENTITY_SCORES) };
}

const layoutOf = (memory: number) =>
  ({
    memory: ['f32', memory],
    means: ['f32', MEANS_FLOATS],
    steps: ['u8', 1],
    past: ['f32', ENTITY_SCORES * FADE_FLOATS],
  }) as const;

/** Scores entities (services, hosts: signals that share a label) interval by interval; one net, a memory for each. */
export class EntityScorer {
  readonly net: Uint8Array;
  readonly netId: string;
  readonly #net: EntityNet;
  readonly #columns: Columns<ReturnType<typeof layoutOf>>;
  readonly #x = new Float64Array(ENTITY_INPUTS);
  readonly #forecast = new Float64Array(ENTITY_FORECAST);

  /** `net`: bytes of an MSIF-LSTM or PLE-GRU. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  constructor(net: Uint8Array) {
    this.net = net;
    this.netId = netId(net);
    this.#net = readEntityNet(net);
    this.#columns = new Columns(layoutOf(this.#net.stateFloats));
  }

  get size(): number {
    return this.#columns.size;
  }
  get bytesPerSlot(): number {
    return this.#columns.bytesPerSlot;
  }
  addSlots(count: number): number {
    return this.#columns.addSlots(count);
  }
  clearSlot(slot: number): void {
    this.#columns.clearSlot(slot);
  }

  /** Row i of `pool` is what the signals of entity `slots[i]` said in this interval. */
  step(slots: Uint32Array, pool: EntityPool, out: EntityScores): void {
    const c = this.#columns.of;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i];
      const at = i * ENTITY_SCORES;
      out.nats.fill(NaN, at, at + ENTITY_SCORES);
      out.pValue.fill(1, at, at + ENTITY_SCORES);
      entityInputs(pool, i, c.means, slot * MEANS_FLOATS, this.#x);
      if (!this.#spoke()) continue;
      const memory = slot * this.#net.stateFloats;
      if (c.steps[slot] < ENTITY_WARM_UP) c.steps[slot]++;
      else {
        this.#net.forecast(c.memory, memory, this.#forecast);
        this.#judge(out.nats, at);
        for (let k = 0; k < ENTITY_SCORES; k++) {
          const past = (slot * ENTITY_SCORES + k) * FADE_FLOATS;
          if (out.nats[at + k] >= 0) out.pValue[at + k] = fadedProbability(c.past, past, out.nats[at + k]);
        }
      }
      this.#net.step(this.#x, c.memory, memory);
    }
  }

  #spoke(): boolean {
    for (let s = 0; s < SOURCE_COUNT; s++) if (this.#x[(s + 1) * SOURCE_INPUTS - 1] === 1) return true;
    return false;
  }

  /** The mean surprise over a source's features, and over the sources that spoke. */
  #judge(nats: Float64Array, at: number): void {
    let [sum, spoke] = [0, 0];
    for (let s = 0; s < SOURCE_COUNT; s++) {
      if (this.#x[(s + 1) * SOURCE_INPUTS - 1] === 0) continue;
      let of = 0;
      for (let f = 0; f < POOL_FEATURES; f++) {
        const said = s * SOURCE_FORECAST + 2 * f;
        of += surpriseNats(this.#x[s * SOURCE_INPUTS + f], this.#forecast[said], this.#forecast[said + 1]);
      }
      nats[at + 1 + s] = of / POOL_FEATURES;
      sum += of / POOL_FEATURES;
      spoke++;
    }
    nats[at] = sum / spoke;
  }

  /** All state as bytes, the net among it, with a version. */
  save(): Uint8Array {
    return packSections(VERSION, [this.net, this.#columns.pieces(VERSION)]);
  }

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  static restore(bytes: Uint8Array): EntityScorer {
    const [net, columns] = unpackSections(bytes, VERSION, 'entity scorer');
    const scorer = new EntityScorer(net.slice());
    scorer.#columns.restore(columns, VERSION, 'entity scorer');
    return scorer;
  }
}

import { TAIL_FLOATS, tailProbability, tailPush } from '../calibrate/tail.ts';
import { Columns } from '../columns.ts';
import { EngineError } from '../errors.ts';
import { DIMENSIONS_MOST, PairForest } from '../joint/pair-forest.ts';
import { packSections, unpackSections } from '../sections.ts';
import type { TraitRows } from '../traits/rows.ts';
import type { Model } from './model.ts';

const VERSION = 1;
const GROWTH = 1 + 1 / 60_000;
const DECADES_MOST = 12;
/** Gain of a signal's usual deviation, by which its deviations are measured. */
const SCALE_GAIN = 0.001;
/** A deviation counts as at most so many usual ones in it: a fault is not to become its own measure. */
const CLIP = 8;
/** An entity of one signal has nothing to compare it with. */
const LEAST_SIGNALS = 2;
/** Of each slot: its entity (0: none), its place in it, and how far it usually is from its season. */
const LAYOUT = { entity: ['u32', 1], seen: ['u16', 1], place: ['u8', 1], scale: ['f32', 1] } as const;

interface Entity {
  forest: PairForest;
  point: Float32Array;
  parts: Float32Array;
  /** Decades of surprise of the newest interval. */
  surprise: number;
  present: number;
  tail: Float32Array<ArrayBuffer>;
}

/**
 * An isolation forest for each entity, over the readings of all its signals at the same moment. Each signal gets the
 * joint surprise as far as it had a part in it. A signal whose slot is in no entity gets none.
 */
export class JointModel implements Model {
  readonly name = 'joint';
  readonly #seed: number;
  readonly #columns = new Columns(LAYOUT);
  readonly #entities = new Map<number, Entity>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  get bytesPerSlot(): number {
    let bytes = 0;
    for (const { forest } of this.#entities.values()) bytes += forest.bytes;
    return this.#columns.bytesPerSlot + bytes / Math.max(1, this.#columns.size);
  }
  addSlots(count: number): void {
    this.#columns.addSlots(count);
  }
  /** The slot's place in its entity stays empty from here on: as if its readings were always usual. */
  clearSlot(slot: number): void {
    this.#columns.clearSlot(slot);
  }

  /** Puts a slot into an entity (1 and up; 0 takes it out). What does not fit any more stays outside: false. */
  join(slot: number, id: number): boolean {
    const { entity, place } = this.#columns.of;
    if (!(slot >= 0 && slot < this.#columns.size)) throw new EngineError('BAD_SLOT', `slot ${slot}`);
    if (entity[slot] === id) return true;
    entity[slot] = 0;
    if (id === 0) return true;
    const of = this.#entities.get(id) ?? this.#begin(id, new PairForest(0, this.#seed ^ id));
    if (of.forest.dimensions >= DIMENSIONS_MOST) return false;
    place[slot] = of.forest.dimensions;
    entity[slot] = id;
    of.forest.widen(of.forest.dimensions + 1);
    this.#begin(id, of.forest, of.tail);
    return true;
  }

  #begin(id: number, forest: PairForest, tail = new Float32Array(TAIL_FLOATS)): Entity {
    const point = new Float32Array(forest.dimensions);
    const begun = {
      forest,
      point,
      parts: new Float32Array(forest.dimensions),
      surprise: 0,
      present: 0,
      tail,
    };
    this.#entities.set(id, begun);
    return begun;
  }

  /** Decades of surprise of a slot's entity in the newest interval, whoever had a part in it; 0 outside of any. */
  entitySurprise(slot: number): number {
    return this.#entities.get(this.#columns.of.entity[slot])?.surprise ?? 0;
  }

  step(slots: Uint32Array, present: Uint8Array, traits: TraitRows, out: Float64Array): void {
    if (this.#entities.size === 0) {
      out.fill(0, 0, slots.length);
      return;
    }
    const { entity, place } = this.#columns.of;
    const touched: Entity[] = [];
    for (let i = 0; i < slots.length; i++) {
      const of = this.#entities.get(entity[slots[i]]);
      if (of === undefined || present[i] === 0) continue;
      if (of.present++ === 0) touched.push(of);
      of.point[place[slots[i]]] = this.#measured(slots[i], traits.fromSeason[i]);
    }
    for (const of of touched) judge(of);
    for (let i = 0; i < slots.length; i++) {
      const of = this.#entities.get(entity[slots[i]]);
      out[i] = of === undefined || present[i] === 0 ? 0 : of.surprise * of.parts[place[slots[i]]];
    }
  }

  /** The deviation in usual ones, large ones drawn in: a forest cuts evenly over the range. */
  #measured(slot: number, deviation: number): number {
    const { scale, seen } = this.#columns.of;
    const usual = scale[slot];
    const size = Math.abs(deviation);
    const gain = Math.max(SCALE_GAIN, 1 / (seen[slot] + 1));
    if (seen[slot] * SCALE_GAIN < 1) seen[slot]++;
    scale[slot] += gain * ((usual > 0 ? Math.min(size, CLIP * usual) : size) - usual);
    return usual > 0 ? Math.asinh(deviation / usual) : 0;
  }

  save(): Uint8Array {
    const ids = Uint32Array.from(this.#entities.keys());
    const forests = [...this.#entities.values()].flatMap(({ forest, tail }) => [
      forest.save(),
      new Uint8Array(tail.slice().buffer),
    ]);
    return packSections(VERSION, [this.#columns.pieces(VERSION), new Uint8Array(ids.buffer), ...forests]);
  }

  restore(bytes: Uint8Array): void {
    const [columns, idBytes, ...parts] = unpackSections(bytes, VERSION, 'joint');
    const ids = new Uint32Array(idBytes.slice().buffer);
    if (parts.length !== 2 * ids.length) throw new EngineError('BAD_STATE', 'joint: entities are missing');
    this.#columns.restore(columns, VERSION, 'joint');
    this.#entities.clear();
    ids.forEach((id, i) => {
      this.#begin(id, PairForest.restore(parts[2 * i]), new Float32Array(parts[2 * i + 1].slice().buffer));
    });
  }
}

/** Scores what an entity's signals read together, and learns it. */
function judge(of: Entity): void {
  of.surprise = 0;
  if (of.forest.dimensions >= LEAST_SIGNALS) {
    const score = of.forest.score(of.point, of.parts);
    if (score > 0) {
      of.surprise = Math.min(DECADES_MOST, -Math.log10(tailProbability(of.tail, 0, score)));
      tailPush(of.tail, 0, score, GROWTH);
    }
    of.forest.learn(of.point);
  }
  of.point.fill(0);
  of.present = 0;
}

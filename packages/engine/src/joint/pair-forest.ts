import { Random } from '../random.ts';
import { EngineError } from '../errors.ts';
import { packSections, unpackSections } from '../sections.ts';
import { meanDepth } from '../models/mean-depth.ts';
import { PairSplitter } from './pair-splits.ts';

/** Scores settle well before 100 trees (Liu, Ting, Zhou, ICDM 2008, §4.2); an ensemble needs fewer. */
const TREES = 24;
/** Points a tree is grown from; 2^DEPTH of them, so that ordinary ones are told apart at the bottom. */
const SAMPLE = 128;
const DEPTH = 7;
const NODES = 2 ** (DEPTH + 1) - 1;
/** Points remembered: each new one replaces one at random; every REPLACE_EVERY of them a tree is grown anew. */
const MEMORY = 1_024;
const REPLACE_EVERY = 64;
const NONE = 255;
export const DIMENSIONS_MOST = NONE;
/** Coordinates are kept in bytes: usual deviations on a scale that ends at ±6, in steps of a twentieth. */
const STEP = 1 / 20;
const VERSION = 1;
const MEAN_DEPTH = meanDepth(SAMPLE);

/**
 * An isolation forest over the joint readings of an entity, learning as it goes. A split looks at one signal, or at
 * what is left of one when a signal that moves with it is taken off (hyperplanes as in the extended isolation forest:
 * Hariri, Kind, Brunner, TKDE 2021, laid along the narrow side of what belongs together): so a point is isolated
 * early when signals that always move together do not, though each is where it often is.
 */
export class PairForest {
  #random: Random;
  #dimensions: number;
  /** One signal after another, MEMORY points each. */
  #points: Int8Array;
  #head = Uint32Array.of(0, 0, 0, 0, 0);
  #first = new Uint8Array(TREES * NODES).fill(NONE);
  #second = new Uint8Array(TREES * NODES).fill(NONE);
  #ratio = new Float32Array(TREES * NODES);
  /** A split's threshold, or a leaf's depth. */
  #value = new Float32Array(TREES * NODES);
  /** Range of the sample points that came to a split. */
  #low = new Float32Array(TREES * NODES);
  #high = new Float32Array(TREES * NODES);

  constructor(dimensions: number, seed: number) {
    this.#random = new Random(seed);
    this.#dimensions = 0;
    this.#points = new Int8Array(0);
    this.widen(dimensions);
  }

  get dimensions(): number {
    return this.#dimensions;
  }
  get bytes(): number {
    return this.#points.length + TREES * NODES * 18;
  }
  get #held(): number {
    return this.#head[0];
  }

  /** Takes in signals that were not there; so far they count as usual. Throws EngineError BAD_SETTINGS. */
  widen(dimensions: number): void {
    if (!(dimensions >= this.#dimensions && dimensions <= DIMENSIONS_MOST)) {
      throw new EngineError('BAD_SETTINGS', `an entity of ${dimensions} signals: at most ${DIMENSIONS_MOST}`);
    }
    const wider = new Int8Array(dimensions * MEMORY);
    wider.set(this.#points);
    this.#points = wider;
    this.#dimensions = dimensions;
  }

  /**
   * How much sooner than usual a point is isolated, c(n) / mean depth: around 1 for an ordinary one; 0 before the first
   * tree. Writes to `parts` each signal's part in it, as shares of the largest: how much of the point was isolated by
   * splits that look at it.
   */
  score(point: Float32Array, parts: Float32Array): number {
    parts.fill(0, 0, this.#dimensions);
    const grown = this.#head[3];
    if (grown === 0) return 0;
    let depth = 0;
    for (let tree = 0; tree < grown; tree++) depth += this.#depth(tree * NODES, point, parts);
    let most = 0;
    for (let k = 0; k < this.#dimensions; k++) most = Math.max(most, parts[k]);
    if (most > 0) for (let k = 0; k < this.#dimensions; k++) parts[k] /= most;
    return (MEAN_DEPTH * grown) / depth;
  }

  /**
   * The depth at which the point would be alone, had the tree been grown with it: beyond the range of a node's points a
   * split between them and it would have come with a chance in proportion to the gap (Mondrian forests: Lakshminarayanan,
   * Roy, Teh, NIPS 2014, §3.2). Without that, a point far outside would be as deep as the outermost one that is known.
   */
  #depth(base: number, point: Float32Array, parts: Float32Array): number {
    let [at, level, left, depth] = [base, 0, 1, 0];
    while (this.#first[at] !== NONE) {
      const [a, b] = [this.#first[at], this.#second[at]];
      const x = point[a] + (b === NONE ? 0 : this.#ratio[at] * point[b]);
      const gap = Math.max(this.#low[at] - x, x - this.#high[at], 0);
      level++;
      if (gap > 0) {
        const alone = (left * gap) / (gap + this.#high[at] - this.#low[at]);
        depth += alone * level;
        left -= alone;
        parts[a] += b === NONE ? alone / level : alone / level / 2;
        if (b !== NONE) parts[b] += alone / level / 2;
      }
      at = base + 2 * (at - base) + (x < this.#value[at] ? 1 : 2);
    }
    return depth + left * this.#value[at];
  }

  learn(point: Float32Array): void {
    const head = this.#head;
    const place = head[0] < MEMORY ? head[0]++ : Math.floor(this.#random.next() * MEMORY);
    for (let k = 0; k < this.#dimensions; k++) {
      this.#points[k * MEMORY + place] = Math.max(-127, Math.min(127, Math.round(point[k] / STEP)));
    }
    if (++head[1] < REPLACE_EVERY || head[0] < SAMPLE) return;
    head[1] = 0;
    this.#grow(head[2]);
    head[2] = (head[2] + 1) % TREES;
    head[3] = Math.min(TREES, head[3] + 1);
  }

  #grow(tree: number): void {
    const sample = new Uint16Array(SAMPLE);
    for (let i = 0; i < SAMPLE; i++) sample[i] = Math.floor(this.#random.next() * this.#held);
    const splitter = new PairSplitter(this.#points, MEMORY, this.#dimensions, sample, this.#random);
    this.#split(tree * NODES, 0, splitter, 0, SAMPLE, 0);
  }

  #split(base: number, node: number, by: PairSplitter, from: number, to: number, depth: number): void {
    const at = base + node;
    const split = depth < DEPTH && to - from > 1 ? by.split(from, to) : undefined;
    if (split === undefined) {
      this.#first[at] = NONE;
      this.#value[at] = depth + meanDepth(to - from);
      return;
    }
    this.#first[at] = split.first;
    this.#second[at] = split.second < 0 ? NONE : split.second;
    this.#ratio[at] = split.ratio;
    this.#value[at] = split.threshold * STEP;
    this.#low[at] = split.low * STEP;
    this.#high[at] = split.high * STEP;
    this.#split(base, 2 * node + 1, by, from, split.middle, depth + 1);
    this.#split(base, 2 * node + 2, by, split.middle, to, depth + 1);
  }

  save(): Uint8Array {
    this.#head[4] = this.#random.state;
    const parts = [
      this.#head,
      this.#first,
      this.#second,
      this.#ratio,
      this.#value,
      this.#low,
      this.#high,
      this.#points,
    ];
    return packSections(
      VERSION,
      parts.map((part) => new Uint8Array(part.buffer.slice(0))),
    );
  }

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  static restore(bytes: Uint8Array): PairForest {
    const parts = unpackSections(bytes, VERSION, 'forest of an entity');
    const forest = new PairForest(0, 0);
    const columns = [
      forest.#head,
      forest.#first,
      forest.#second,
      forest.#ratio,
      forest.#value,
      forest.#low,
      forest.#high,
    ];
    const points = parts.at(-1);
    if (
      points === undefined ||
      parts.length !== columns.length + 1 ||
      columns.some((column, i) => parts[i].length !== column.byteLength) ||
      points.length % MEMORY !== 0
    ) {
      throw new EngineError('BAD_STATE', 'forest of an entity: its parts do not fit');
    }
    columns.forEach((column, i) => new Uint8Array(column.buffer).set(parts[i]));
    forest.widen(points.length / MEMORY);
    forest.#points.set(new Int8Array(points.slice().buffer));
    forest.#random = new Random(forest.#head[4]);
    return forest;
  }
}

import { EngineError } from '../errors.ts';
import { Random } from '../random.ts';
import { meanDepth } from './mean-depth.ts';

/** Trees of the forest: scores settle well before 100 trees (Liu, Ting, Zhou, ICDM 2008, §4.2); a streaming ensemble needs fewer. */
const TREES = 24;
/** Points a tree is grown from, and so its depth; 2^7 = 128. */
const SAMPLE = 128;
const DEPTH = 7;
const NODES = 2 ** (DEPTH + 1) - 1;
/** Points that are remembered; a tree is grown anew from them each time REPLACE_EVERY of them were replaced. */
const MEMORY = 2_048;
const REPLACE_EVERY = 128;
const LEAF = 255;
const VERSION = 1;
const MAGIC = 0x4c57_4946;

const MEAN_DEPTH = meanDepth(SAMPLE);

/**
 * An isolation forest that learns as it goes: points enter a memory that fades evenly (each new one replaces one at
 * random), and trees are grown anew from it in turn. Nodes lie in implicit heaps on typed arrays.
 */
export class IsolationForest {
  readonly dimensions: number;
  #random: Random;
  #points: Float32Array;
  #held = 0;
  #sinceTree = 0;
  #nextTree = 0;
  #grown = 0;
  #feature = new Uint8Array(TREES * NODES).fill(LEAF);
  /** A split's threshold, or a leaf's depth. */
  #value = new Float32Array(TREES * NODES);

  constructor(dimensions: number, seed: number) {
    if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions < LEAF)) {
      throw new EngineError('BAD_SETTINGS', `a forest takes 1 to ${LEAF - 1} dimensions, not ${dimensions}`);
    }
    this.dimensions = dimensions;
    this.#random = new Random(seed);
    this.#points = new Float32Array(MEMORY * dimensions);
  }

  /** Anomaly score in (0, 1) of the point at `rows[at…]`: 2^(-mean depth / c(n)); 0 before the first tree. */
  score(rows: Float64Array, at: number): number {
    if (this.#grown === 0) return 0;
    let depth = 0;
    for (let tree = 0; tree < this.#grown; tree++) {
      const base = tree * NODES;
      let node = 0;
      let feature = this.#feature[base];
      while (feature !== LEAF) {
        node = 2 * node + (rows[at + feature] < this.#value[base + node] ? 1 : 2);
        feature = this.#feature[base + node];
      }
      depth += this.#value[base + node];
    }
    return 2 ** (-depth / this.#grown / MEAN_DEPTH);
  }

  learn(rows: Float64Array, at: number): void {
    const place = this.#held < MEMORY ? this.#held++ : Math.floor(this.#random.next() * MEMORY);
    for (let k = 0; k < this.dimensions; k++) this.#points[place * this.dimensions + k] = rows[at + k];
    if (++this.#sinceTree < REPLACE_EVERY || this.#held < SAMPLE) return;
    this.#sinceTree = 0;
    this.#grow(this.#nextTree);
    this.#nextTree = (this.#nextTree + 1) % TREES;
    this.#grown = Math.min(TREES, this.#grown + 1);
  }

  #grow(tree: number): void {
    const sample = new Uint16Array(SAMPLE);
    for (let i = 0; i < SAMPLE; i++) sample[i] = Math.floor(this.#random.next() * this.#held);
    this.#split(tree * NODES, 0, sample, 0, SAMPLE, 0);
  }

  #split(base: number, node: number, sample: Uint16Array, from: number, to: number, depth: number): void {
    const count = to - from;
    if (depth < DEPTH && count > 1) {
      // A dimension in which all points agree cannot be split: look at the others in turn, from a random one on.
      const start = Math.floor(this.#random.next() * this.dimensions);
      for (let k = 0; k < this.dimensions; k++) {
        const feature = (start + k) % this.dimensions;
        const [low, high] = this.#range(sample, from, to, feature);
        if (!(high > low)) continue;
        const threshold = Math.fround(low + (high - low) * this.#random.next());
        const middle = this.#partition(sample, from, to, feature, threshold);
        if (middle === from || middle === to) continue;
        this.#feature[base + node] = feature;
        this.#value[base + node] = threshold;
        this.#split(base, 2 * node + 1, sample, from, middle, depth + 1);
        this.#split(base, 2 * node + 2, sample, middle, to, depth + 1);
        return;
      }
    }
    this.#feature[base + node] = LEAF;
    this.#value[base + node] = depth + meanDepth(count);
  }

  #range(sample: Uint16Array, from: number, to: number, feature: number): [low: number, high: number] {
    let [low, high] = [Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      const x = this.#points[sample[i] * this.dimensions + feature];
      if (x < low) low = x;
      if (x > high) high = x;
    }
    return [low, high];
  }

  #partition(sample: Uint16Array, from: number, to: number, feature: number, threshold: number): number {
    let middle = from;
    for (let i = from; i < to; i++) {
      if (!(this.#points[sample[i] * this.dimensions + feature] < threshold)) continue;
      [sample[i], sample[middle]] = [sample[middle], sample[i]];
      middle++;
    }
    return middle;
  }

  save(): Uint8Array {
    const head = Uint32Array.of(
      MAGIC,
      VERSION,
      this.dimensions,
      this.#random.state,
      this.#held,
      this.#sinceTree,
      this.#nextTree,
      this.#grown,
    );
    const points = this.#points.subarray(0, this.#held * this.dimensions);
    const parts = [head, this.#value, points, this.#feature].map(
      (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
    );
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
    return bytes;
  }

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  static restore(bytes: Uint8Array): IsolationForest {
    const copy = bytes.slice();
    const head = copy.byteLength >= 32 ? new Uint32Array(copy.buffer, 0, 8) : new Uint32Array(8);
    if (head[0] !== MAGIC)
      throw new EngineError('BAD_STATE', 'isolation forest: these bytes are not a saved forest');
    if (head[1] !== VERSION) {
      throw new EngineError(
        'UNSUPPORTED_VERSION',
        `isolation forest: saved as version ${head[1]}, not ${VERSION}`,
      );
    }
    const [, , dimensions, state, held, sinceTree, nextTree, grown] = head;
    const forest = new IsolationForest(dimensions, 0);
    const floats = TREES * NODES + held * dimensions;
    if (copy.byteLength !== 32 + 4 * floats + TREES * NODES) {
      throw new EngineError(
        'BAD_STATE',
        `isolation forest: ${copy.byteLength} bytes do not hold ${held} points`,
      );
    }
    forest.#random.state = state;
    forest.#held = held;
    forest.#sinceTree = sinceTree;
    forest.#nextTree = nextTree;
    forest.#grown = grown;
    forest.#value.set(new Float32Array(copy.buffer, 32, TREES * NODES));
    forest.#points.set(new Float32Array(copy.buffer, 32 + 4 * TREES * NODES, held * dimensions));
    forest.#feature.set(copy.subarray(32 + 4 * floats));
    return forest;
  }
}

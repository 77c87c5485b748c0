import type { Random } from '../random.ts';

/** Share of splits that look at two signals at once; the others look at one. */
const PAIRS = 0.7;
/** Signals that are looked at for the one that moves most with the first. */
const PARTNERS = 6;
/** Splits tried where all points agree in what was looked at. */
const TRIES = 4;

/** A cut of points: first + ratio · second below the threshold go left, to places before `middle`. */
export interface PairSplit {
  first: number;
  /** -1: the split looks at one signal. */
  second: number;
  ratio: number;
  threshold: number;
  /** Range of what was cut. */
  low: number;
  high: number;
  middle: number;
}

/** Cuts a sample of points (signals one after another in `points`, `memory` values each) at random, in place. */
export class PairSplitter {
  readonly #points: Int8Array;
  readonly #memory: number;
  readonly #dimensions: number;
  readonly #sample: Uint16Array;
  readonly #random: Random;
  readonly #projected: Float32Array;

  constructor(points: Int8Array, memory: number, dimensions: number, sample: Uint16Array, random: Random) {
    this.#points = points;
    this.#memory = memory;
    this.#dimensions = dimensions;
    this.#sample = sample;
    this.#random = random;
    this.#projected = new Float32Array(sample.length);
  }

  /** Cuts sample places from … to - 1; undefined where they cannot be told apart. */
  split(from: number, to: number): PairSplit | undefined {
    if (this.#dimensions === 0) return undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const first = this.#draw();
      const pair = this.#random.next() < PAIRS ? this.#partner(first, from, to) : undefined;
      const [second, ratio] = [pair?.second ?? -1, pair?.ratio ?? 0];
      let [low, high] = [Infinity, -Infinity];
      for (let i = from; i < to; i++) {
        const x = this.#at(first, i) + (second < 0 ? 0 : ratio * this.#at(second, i));
        this.#projected[i] = x;
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      if (!(high > low)) continue;
      const threshold = Math.fround(low + (high - low) * this.#random.next());
      const middle = this.#partition(from, to, threshold);
      if (middle > from && middle < to) return { first, second, ratio, threshold, low, high, middle };
    }
    return undefined;
  }

  #draw(): number {
    return Math.floor(this.#random.next() * this.#dimensions);
  }
  #at(signal: number, place: number): number {
    return this.#points[signal * this.#memory + this.#sample[place]];
  }

  /** Of a few signals the one that moves most with `first`, and how to take it off. */
  #partner(first: number, from: number, to: number): { second: number; ratio: number } | undefined {
    let best: { second: number; ratio: number } | undefined;
    let most = 0;
    for (let tries = 0; tries < PARTNERS; tries++) {
      const second = this.#draw();
      if (second === first) continue;
      const { correlation, ratio } = this.#along(first, second, from, to);
      if (!(Math.abs(correlation) > most)) continue;
      most = Math.abs(correlation);
      best = { second, ratio: Math.fround(-Math.sign(correlation) * ratio) };
    }
    return best;
  }

  /** Correlation of two signals over the sample, and the spread of the first over that of the second. */
  #along(a: number, b: number, from: number, to: number): { correlation: number; ratio: number } {
    const n = to - from;
    let [sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const [x, y] = [this.#at(a, i), this.#at(b, i)];
      sumA += x;
      sumB += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
    const varA = aa - (sumA * sumA) / n;
    const varB = bb - (sumB * sumB) / n;
    if (!(varA > 0 && varB > 0)) return { correlation: 0, ratio: 0 };
    return { correlation: (ab - (sumA * sumB) / n) / Math.sqrt(varA * varB), ratio: Math.sqrt(varA / varB) };
  }

  #partition(from: number, to: number, threshold: number): number {
    let middle = from;
    for (let i = from; i < to; i++) {
      if (!(this.#projected[i] < threshold)) continue;
      [this.#sample[i], this.#sample[middle]] = [this.#sample[middle], this.#sample[i]];
      [this.#projected[i], this.#projected[middle]] = [this.#projected[middle], this.#projected[i]];
      middle++;
    }
    return middle;
  }
}

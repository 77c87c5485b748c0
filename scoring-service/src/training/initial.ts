import type { Tensor } from '@lapwing/engine';

/** Seeded numbers, so that the same seed, data and backend give the same net. */
export class Seeded {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** In [0, 1): mulberry32, as the engine's. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }
  /** A standard normal number (Box, Muller 1958). */
  gauss(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}

/** Uniform weights in the range of Glorot and Bengio (AISTATS 2010), for the last two dimensions. */
export function glorot(random: Seeded, ...shape: number[]): Tensor {
  const [inputs, outputs] = shape.slice(-2);
  const most = Math.sqrt(6 / (inputs + outputs));
  const length = shape.reduce((product, n) => product * n, 1);
  return { shape, data: Float32Array.from({ length }, () => random.between(-most, most)) };
}

export function zeros(...shape: number[]): Tensor {
  return { shape, data: new Float32Array(shape.reduce((product, n) => product * n, 1)) };
}

/** An LSTM's bias: the forget gate begins open (Jozefowicz et al., ICML 2015). */
export function lstmBias(units: number): Tensor {
  const bias = zeros(4 * units);
  bias.data.fill(1, units, 2 * units);
  return bias;
}

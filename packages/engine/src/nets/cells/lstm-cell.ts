import { EngineError } from '../../errors.ts';
import type { Tensor } from '../net-file.ts';
import { sigmoid, tanh } from './activations.ts';

/**
 * One step of a long short-term memory (Hochreiter, Schmidhuber 1997, with the forget gate of Gers et al. 2000).
 * `kernel` is [inputs + units, 4 · units], gates in the order in, forget, candidate, out, as TensorFlow has them.
 * Weights are kept four gates beside each other: each input is read once for all of them.
 */
export class LstmCell {
  readonly inputs: number;
  readonly units: number;
  readonly #weights: Float64Array;
  readonly #bias: Float64Array;
  readonly #next: Float64Array;

  /** Throws EngineError BAD_STATE when the shapes do not fit each other. */
  constructor(kernel: Tensor, bias: Tensor) {
    const [rows, columns] = kernel.shape;
    this.units = columns / 4;
    this.inputs = rows - this.units;
    if (!(Number.isInteger(this.units) && this.inputs > 0 && bias.data.length === columns)) {
      throw new EngineError('BAD_STATE', `net: no LSTM has a kernel of ${String(kernel.shape)}`);
    }
    this.#weights = new Float64Array(rows * columns);
    this.#bias = new Float64Array(columns);
    for (let unit = 0; unit < this.units; unit++) {
      for (let gate = 0; gate < 4; gate++) {
        const column = gate * this.units + unit;
        this.#bias[unit * 4 + gate] = bias.data[column];
        for (let k = 0; k < rows; k++) {
          this.#weights[(unit * rows + k) * 4 + gate] = kernel.data[k * columns + column];
        }
      }
    }
    this.#next = new Float64Array(this.units);
  }

  /** Takes the inputs `x[xAt…]` into the state `h[at…]`, `c[at…]`, in place. */
  step(x: Float64Array, xAt: number, h: Float32Array, c: Float32Array, at: number): void {
    const { inputs, units } = this;
    const w = this.#weights;
    const b = this.#bias;
    let k = 0;
    for (let unit = 0; unit < units; unit++) {
      let [zi, zf, zg, zo] = [b[unit * 4], b[unit * 4 + 1], b[unit * 4 + 2], b[unit * 4 + 3]];
      for (let i = 0; i < inputs; i++, k += 4) {
        const value = x[xAt + i];
        zi += w[k] * value;
        zf += w[k + 1] * value;
        zg += w[k + 2] * value;
        zo += w[k + 3] * value;
      }
      for (let i = 0; i < units; i++, k += 4) {
        const value = h[at + i];
        zi += w[k] * value;
        zf += w[k + 1] * value;
        zg += w[k + 2] * value;
        zo += w[k + 3] * value;
      }
      const carried = sigmoid(zf) * c[at + unit] + sigmoid(zi) * tanh(zg);
      c[at + unit] = carried;
      this.#next[unit] = sigmoid(zo) * tanh(carried);
    }
    for (let unit = 0; unit < units; unit++) h[at + unit] = this.#next[unit];
  }
}

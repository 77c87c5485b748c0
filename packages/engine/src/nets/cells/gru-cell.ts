import { EngineError } from '../../errors.ts';
import type { Tensor } from '../net-file.ts';
import { sigmoid, tanh } from './activations.ts';

/**
 * One step of a gated recurrent unit (Cho et al. 2014, the variant that resets after the product, as cuDNN and
 * TensorFlow's `reset_after` have it). `input` is [inputs, 3 · units], `recurrent` [units, 3 · units], each with a
 * bias; gates in the order update, reset, candidate.
 */
export class GruCell {
  readonly inputs: number;
  readonly units: number;
  readonly #input: Float64Array;
  readonly #recurrent: Float64Array;
  readonly #inputBias: Float64Array;
  readonly #recurrentBias: Float64Array;
  readonly #next: Float64Array;

  /** Throws EngineError BAD_STATE when the shapes do not fit each other. */
  constructor(input: Tensor, recurrent: Tensor, inputBias: Tensor, recurrentBias: Tensor) {
    const [inputs, columns] = input.shape;
    [this.inputs, this.units] = [inputs, columns / 3];
    const fits =
      Number.isInteger(this.units) &&
      recurrent.shape[0] === this.units &&
      recurrent.shape[1] === columns &&
      inputBias.data.length === columns &&
      recurrentBias.data.length === columns;
    if (!fits) {
      throw new EngineError(
        'BAD_STATE',
        `net: no GRU has kernels of ${String(input.shape)} and ${String(recurrent.shape)}`,
      );
    }
    this.#input = byUnit(input.data, inputs, this.units);
    this.#recurrent = byUnit(recurrent.data, this.units, this.units);
    this.#inputBias = byUnit(inputBias.data, 1, this.units);
    this.#recurrentBias = byUnit(recurrentBias.data, 1, this.units);
    this.#next = new Float64Array(this.units);
  }

  /** Takes the inputs `x[xAt…]` into the state `h[at…]`, in place. */
  step(x: Float64Array, xAt: number, h: Float32Array, at: number): void {
    const { inputs, units } = this;
    const [wx, wh] = [this.#input, this.#recurrent];
    const [bx, bh] = [this.#inputBias, this.#recurrentBias];
    let kx = 0;
    let kh = 0;
    for (let unit = 0; unit < units; unit++) {
      const b = unit * 3;
      let [xz, xr, xn] = [bx[b], bx[b + 1], bx[b + 2]];
      for (let i = 0; i < inputs; i++, kx += 3) {
        const value = x[xAt + i];
        xz += wx[kx] * value;
        xr += wx[kx + 1] * value;
        xn += wx[kx + 2] * value;
      }
      let [hz, hr, hn] = [bh[b], bh[b + 1], bh[b + 2]];
      for (let i = 0; i < units; i++, kh += 3) {
        const value = h[at + i];
        hz += wh[kh] * value;
        hr += wh[kh + 1] * value;
        hn += wh[kh + 2] * value;
      }
      const update = sigmoid(xz + hz);
      const candidate = tanh(xn + sigmoid(xr + hr) * hn);
      this.#next[unit] = candidate + update * (h[at + unit] - candidate);
    }
    for (let unit = 0; unit < units; unit++) h[at + unit] = this.#next[unit];
  }
}

/** [rows, 3 · units] as [units, rows, 3]: what one unit needs lies together. */
function byUnit(data: Float32Array, rows: number, units: number): Float64Array {
  const sorted = new Float64Array(data.length);
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < rows; k++) {
      for (let gate = 0; gate < 3; gate++) {
        sorted[(unit * rows + k) * 3 + gate] = data[k * 3 * units + gate * units + unit];
      }
    }
  }
  return sorted;
}

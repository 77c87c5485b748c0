import type { Tensor } from '../net-file.ts';
import { EngineError } from '../../errors.ts';

/** y = x · W + b. `kernel` is [inputs, outputs], as TensorFlow has it; kept by output here, so that sums stay in registers. */
export class Dense {
  readonly inputs: number;
  readonly outputs: number;
  readonly #weights: Float64Array;
  readonly #bias: Float64Array;

  /** Throws EngineError BAD_STATE when the shapes do not fit each other. */
  constructor(kernel: Tensor, bias: Tensor) {
    [this.inputs, this.outputs] = kernel.shape;
    if (kernel.shape.length !== 2 || bias.shape.length !== 1 || bias.shape[0] !== this.outputs) {
      throw new EngineError(
        'BAD_STATE',
        `net: a kernel of ${String(kernel.shape)} with a bias of ${String(bias.shape)}`,
      );
    }
    this.#weights = new Float64Array(kernel.data.length);
    for (let k = 0; k < this.inputs; k++) {
      for (let j = 0; j < this.outputs; j++) {
        this.#weights[j * this.inputs + k] = kernel.data[k * this.outputs + j];
      }
    }
    this.#bias = Float64Array.from(bias.data);
  }

  /** Throws EngineError BAD_STATE when the layer has other widths. */
  expect(inputs: number, outputs: number): void {
    if (this.inputs === inputs && this.outputs === outputs) return;
    throw new EngineError(
      'BAD_STATE',
      `net: a layer of ${this.inputs} to ${this.outputs} where ${inputs} to ${outputs} is run`,
    );
  }

  /** Reads `inputs` numbers of `x` from `xAt` on, writes `outputs` numbers of `y` from `yAt` on. */
  apply(x: Float64Array | Float32Array, xAt: number, y: Float64Array, yAt: number): void {
    const { inputs, outputs } = this;
    for (let j = 0; j < outputs; j++) {
      let sum = this.#bias[j];
      const row = j * inputs;
      for (let k = 0; k < inputs; k++) sum += this.#weights[row + k] * x[xAt + k];
      y[yAt + j] = sum;
    }
  }
}

import { softmax, tanh } from '../cells/activations.ts';
import { Dense } from '../cells/dense.ts';
import { LstmCell } from '../cells/lstm-cell.ts';
import { tensorOf, type Net } from '../net-file.ts';
import { ENTITY_FORECAST, ENTITY_SOURCES, SOURCE_COUNT, SOURCE_INPUTS } from './entity-layout.ts';
import type { EntityNet } from './entity-net.ts';

/** Steps that attention looks back over, the newest among them. */
export const ATTENTION_STEPS = 12;

/**
 * Multi-source information fusion: an encoder for each source (its features at three time scales), fused into one
 * vector a step, an LSTM over the steps, attention over its last states (Luong et al., EMNLP 2015, §3.1, "general").
 * Memory: [hidden, cell, ATTENTION_STEPS hidden states in turn, steps taken].
 */
export class MsifLstmNet implements EntityNet {
  readonly stateFloats: number;
  readonly #encoders: Dense[];
  readonly #fuse: Dense;
  readonly #cell: LstmCell;
  readonly #query: Dense;
  readonly #head: Dense;
  readonly #encoded: Float64Array;
  readonly #fused: Float64Array;
  readonly #asked: Float64Array;
  readonly #shares = new Float64Array(ATTENTION_STEPS);
  readonly #seen: Float64Array;

  /** Throws EngineError BAD_STATE when the net is another one. */
  constructor(net: Net) {
    const dense = (name: string): Dense =>
      new Dense(tensorOf(net, `${name}.kernel`), tensorOf(net, `${name}.bias`));
    this.#encoders = ENTITY_SOURCES.map((source) => dense(`encoder.${source}`));
    this.#fuse = dense('fuse');
    this.#cell = new LstmCell(tensorOf(net, 'lstm.kernel'), tensorOf(net, 'lstm.bias'));
    this.#query = dense('query');
    this.#head = dense('head');
    const { units } = this.#cell;
    const width = this.#encoders[0].outputs;
    for (const encoder of this.#encoders) encoder.expect(SOURCE_INPUTS, width);
    this.#fuse.expect(SOURCE_COUNT * width, this.#cell.inputs);
    this.#query.expect(units, units);
    this.#head.expect(2 * units, ENTITY_FORECAST);
    this.stateFloats = (2 + ATTENTION_STEPS) * units + 1;
    this.#encoded = new Float64Array(SOURCE_COUNT * width);
    this.#fused = new Float64Array(this.#cell.inputs);
    this.#asked = new Float64Array(units);
    this.#seen = new Float64Array(2 * units);
  }

  step(x: Float64Array, state: Float32Array, at: number): void {
    const { units } = this.#cell;
    this.#encoders.forEach((encoder, source) => {
      encoder.apply(x, source * SOURCE_INPUTS, this.#encoded, source * encoder.outputs);
    });
    squash(this.#encoded);
    this.#fuse.apply(this.#encoded, 0, this.#fused, 0);
    squash(this.#fused);
    const hidden = state.subarray(at, at + units);
    this.#cell.step(this.#fused, 0, hidden, state.subarray(at + units, at + 2 * units), 0);
    const taken = state[at + this.stateFloats - 1];
    state.set(hidden, at + (2 + (taken % ATTENTION_STEPS)) * units);
    // Counts on within a range that single precision keeps exact; the place in the ring stays the same.
    state[at + this.stateFloats - 1] = taken + 1 < 2 * ATTENTION_STEPS ? taken + 1 : ATTENTION_STEPS;
  }

  forecast(state: Float32Array, at: number, out: Float64Array): void {
    const { units } = this.#cell;
    const held = Math.min(ATTENTION_STEPS, state[at + this.stateFloats - 1]);
    this.#query.apply(state, at, this.#asked, 0);
    for (let k = 0; k < held; k++) {
      const key = at + (2 + k) * units;
      let sum = 0;
      for (let i = 0; i < units; i++) sum += this.#asked[i] * state[key + i];
      this.#shares[k] = sum / Math.sqrt(units);
    }
    softmax(this.#shares, 0, held);
    this.#seen.fill(0);
    for (let i = 0; i < units; i++) this.#seen[i] = state[at + i];
    for (let k = 0; k < held; k++) {
      const key = at + (2 + k) * units;
      for (let i = 0; i < units; i++) this.#seen[units + i] += this.#shares[k] * state[key + i];
    }
    this.#head.apply(this.#seen, 0, out, 0);
  }
}

function squash(x: Float64Array): void {
  for (let k = 0; k < x.length; k++) x[k] = tanh(x[k]);
}

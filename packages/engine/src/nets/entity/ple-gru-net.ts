import { softmax, tanh } from '../cells/activations.ts';
import { Dense } from '../cells/dense.ts';
import { GruCell } from '../cells/gru-cell.ts';
import { EngineError } from '../../errors.ts';
import { tensorOf, type Net, type Tensor } from '../net-file.ts';
import { ENTITY_INPUTS, SOURCE_COUNT, SOURCE_FORECAST } from './entity-layout.ts';
import type { EntityNet } from './entity-net.ts';

/** Extraction layers. */
export const PLE_LAYERS = 2;
/** Experts a layer: one for each task, and the shared one, which comes last. */
export const PLE_EXPERTS = SOURCE_COUNT + 1;
const SHARED = SOURCE_COUNT;

interface Layer {
  experts: GruCell[];
  /** By task: shares of {own expert, shared expert}; last, for the shared path, of all. The last layer has none for it. */
  gates: Dense[];
}

/**
 * Progressive layered extraction (Tang, Liu, Zhao, Gong, RecSys 2020, §4.2) with GRUs as experts; the tasks are the
 * sources. A gate reads what its path's expert reads. A later layer's experts read the gated outputs of the layer
 * before. Memory: the experts' hidden states, layer by layer, then each task's gated output of the last layer.
 */
export class PleGruNet implements EntityNet {
  readonly stateFloats: number;
  readonly #units: number;
  readonly #layers: Layer[];
  readonly #towers: { hidden: Dense; out: Dense }[];
  /** What each path reads in the layer at work, and what it hands on. */
  readonly #read: Float64Array[];
  readonly #shares = new Float64Array(PLE_EXPERTS);
  readonly #tower: Float64Array;

  /** Throws EngineError BAD_STATE when the net is another one. */
  constructor(net: Net) {
    this.#layers = Array.from({ length: PLE_LAYERS }, (_, l) => layerOf(net, l));
    const [hiddens, hiddenBiases] = [stacked(net, 'tower.kernel'), stacked(net, 'tower.bias')];
    const [outs, outBiases] = [stacked(net, 'head.kernel'), stacked(net, 'head.bias')];
    this.#towers = hiddens.map((hidden, task) => ({
      hidden: new Dense(hidden, hiddenBiases[task]),
      out: new Dense(outs[task], outBiases[task]),
    }));
    this.#units = this.#layers[0].experts[0].units;
    this.#check();
    this.stateFloats = (PLE_LAYERS * PLE_EXPERTS + SOURCE_COUNT) * this.#units;
    this.#read = Array.from({ length: PLE_EXPERTS }, () => new Float64Array(this.#units));
    this.#tower = new Float64Array(this.#towers[0].hidden.outputs);
  }

  #check(): void {
    const units = this.#units;
    this.#layers.forEach(({ experts, gates }, l) => {
      const inputs = l === 0 ? ENTITY_INPUTS : units;
      const last = l === PLE_LAYERS - 1;
      const counts = experts.length === PLE_EXPERTS && gates.length === (last ? SOURCE_COUNT : PLE_EXPERTS);
      if (!counts || experts.some((expert) => expert.inputs !== inputs || expert.units !== units)) {
        throw new EngineError('BAD_STATE', 'net: a ple-gru of another shape than this program runs');
      }
      gates.forEach((gate, path) => gate.expect(inputs, path === SHARED ? PLE_EXPERTS : 2));
    });
    for (const { hidden, out } of this.#towers) {
      hidden.expect(units, this.#towers[0].hidden.outputs);
      out.expect(hidden.outputs, SOURCE_FORECAST);
    }
  }

  step(x: Float64Array, state: Float32Array, at: number): void {
    const units = this.#units;
    let read: Float64Array[] = new Array<Float64Array>(PLE_EXPERTS).fill(x);
    this.#layers.forEach(({ experts, gates }, l) => {
      const base = at + l * PLE_EXPERTS * units;
      experts.forEach((expert, e) => {
        expert.step(read[e], 0, state, base + e * units);
      });
      const gated = gates.map((gate, path) => this.#mix(gate, path, read[path], state, base));
      gated.forEach((mixed, path) => this.#read[path].set(mixed));
      read = this.#read;
    });
    const out = at + PLE_LAYERS * PLE_EXPERTS * units;
    for (let task = 0; task < SOURCE_COUNT; task++) state.set(read[task], out + task * units);
  }

  /** A path's experts' hidden states, mixed by its gate. */
  #mix(gate: Dense, path: number, read: Float64Array, state: Float32Array, base: number): Float64Array {
    const units = this.#units;
    const mixed = new Float64Array(units);
    gate.apply(read, 0, this.#shares, 0);
    softmax(this.#shares, 0, gate.outputs);
    for (let k = 0; k < gate.outputs; k++) {
      const expert = path === SHARED ? k : k === 0 ? path : SHARED;
      for (let i = 0; i < units; i++) mixed[i] += this.#shares[k] * state[base + expert * units + i];
    }
    return mixed;
  }

  forecast(state: Float32Array, at: number, out: Float64Array): void {
    const units = this.#units;
    const from = at + PLE_LAYERS * PLE_EXPERTS * units;
    this.#towers.forEach(({ hidden, out: head }, task) => {
      hidden.apply(state, from + task * units, this.#tower, 0);
      for (let i = 0; i < this.#tower.length; i++) this.#tower[i] = tanh(this.#tower[i]);
      head.apply(this.#tower, 0, out, task * SOURCE_FORECAST);
    });
  }
}

function layerOf(net: Net, l: number): Layer {
  const parts = (name: string): Tensor[] => stacked(net, `layer${l}.${name}`);
  const [input, recurrent] = [parts('input'), parts('recurrent')];
  const [inputBias, recurrentBias] = [parts('inputBias'), parts('recurrentBias')];
  const gateBias = parts('gate.bias');
  const gates = parts('gate.kernel').map((kernel, task) => new Dense(kernel, gateBias[task]));
  if (l < PLE_LAYERS - 1) {
    gates.push(new Dense(tensorOf(net, `layer${l}.shared.kernel`), tensorOf(net, `layer${l}.shared.bias`)));
  }
  const experts = input.map((kernel, e) => new GruCell(kernel, recurrent[e], inputBias[e], recurrentBias[e]));
  return { experts, gates };
}

/** A tensor of [n, …] as n tensors of […]. */
function stacked(net: Net, name: string): Tensor[] {
  const { shape, data } = tensorOf(net, name);
  const [count, ...rest] = shape;
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => ({
    shape: rest,
    data: data.subarray(i * length, (i + 1) * length),
  }));
}

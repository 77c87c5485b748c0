import { decodeNet, encodeNet, type Net, type Tensor } from '@lapwing/engine';
import type { NamedTensorMap, Scalar, Tensor as TfTensor, Tensor3D, Variable } from '@tensorflow/tfjs';
import { LapwingError } from '../errors.ts';
import { adamStep, type Numbers } from './adam.ts';
import type { Architecture, TfWeights } from './forward/architecture.ts';
import { Seeded, zeros } from './initial.ts';
import { lossOf, natsOf } from './loss.ts';
import type { Tf } from './tensorflow.ts';
import type { Batch, Windows } from './windows.ts';

/** Windows whose loss is taken at once when a net is judged. */
const JUDGED_AT_ONCE = 128;
/** More windows to judge by cost time and change little. */
const JUDGED_MOST = 1_024;
const TASKS = 'task.uncertainty';

type Weights = Record<string, Tensor>;

interface State {
  step: number;
  weights: Weights;
  first: Numbers;
  second: Numbers;
  best: Weights;
  /** Nats a target on the held-back windows; Infinity before the first judgement. */
  bestNats: number;
}

/** Trains one net; pure but for TensorFlow. The same seed, windows and backend give the same net, however often it was stopped. */
export class Trainer {
  readonly steps: number;
  readonly #tf: Tf;
  readonly #architecture: Architecture;
  readonly #learn: Windows;
  readonly #judge: Windows;
  readonly #seed: number;
  readonly #state: State;

  /**
   * `start`: weights to begin with instead of drawn ones. `from`: what `checkpoint` gave.
   * Throws LapwingError BAD_REQUEST when it belongs to another training.
   */
  constructor(
    tf: Tf,
    architecture: Architecture,
    windows: { learn: Windows; judge: Windows },
    { seed, steps, start }: { seed: number; steps: number; start?: Readonly<Weights> | undefined },
    from?: Uint8Array,
  ) {
    this.#tf = tf;
    this.#architecture = architecture;
    this.#learn = windows.learn;
    this.#judge = windows.judge;
    this.#seed = seed;
    this.steps = steps;
    this.#state = from === undefined ? this.#begin(start) : this.#resume(from);
  }

  get step(): number {
    return this.#state.step;
  }
  get bestNats(): number {
    return this.#state.bestNats;
  }

  /** One step of Adam on a batch that seed and step draw; its loss. */
  advance(): number {
    const { step, weights, first, second } = this.#state;
    const random = new Seeded(Math.imul(this.#seed + 1, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b));
    const indices = Array.from({ length: this.#architecture.batch }, () => random.below(this.#learn.count));
    const { loss, gradients } = this.#gradients(this.#learn.batch(indices));
    adamStep(weights, gradients, { first, second }, step, this.steps);
    this.#state.step++;
    return loss;
  }

  /** Nats a target on the held-back windows; the best weights so far are kept. */
  judge(): number {
    const { weights } = this.#state;
    const nats = this.natsOf(weights);
    if (nats < this.#state.bestNats) {
      this.#state.bestNats = nats;
      this.#state.best = copied(weights);
    }
    return nats;
  }

  /** Nats a target on the held-back windows, of any weights of this architecture. */
  natsOf(weights: Readonly<Weights>): number {
    const every = Math.max(1, Math.ceil(this.#judge.count / JUDGED_MOST));
    const indices = Array.from({ length: Math.ceil(this.#judge.count / every) }, (_, i) => i * every);
    let [sum, count] = [0, 0];
    for (let at = 0; at < indices.length; at += JUDGED_AT_ONCE) {
      const batch = this.#judge.batch(indices.slice(at, at + JUDGED_AT_ONCE));
      const [total, present] = this.#tf.tidy(() => {
        const { nats, present } = this.#run(tensorsOf(this.#tf, weights), batch);
        return [this.#tf.sum(this.#tf.mul(nats, present)), this.#tf.sum(present)] as const;
      });
      sum += total.dataSync()[0];
      count += present.dataSync()[0];
      total.dispose();
      present.dispose();
    }
    return count > 0 ? sum / count : Infinity;
  }

  /** The best net so far. */
  net(about: Net['about']): Net {
    const { [TASKS]: uncertainty, ...tensors } = this.#state.best;
    const tasks = uncertainty === undefined ? {} : { task_uncertainty: [...uncertainty.data].join(' ') };
    return { kind: this.#architecture.kind, tensors, about: { ...about, ...tasks } };
  }

  /** All that is needed to go on. */
  checkpoint(): Uint8Array {
    const { step, weights, first, second, best, bestNats } = this.#state;
    const tensors: Weights = {};
    for (const [name, tensor] of Object.entries(weights)) {
      tensors[`weights/${name}`] = tensor;
      tensors[`first/${name}`] = { shape: tensor.shape, data: first[name] };
      tensors[`second/${name}`] = { shape: tensor.shape, data: second[name] };
      tensors[`best/${name}`] = best[name];
    }
    const { kind } = this.#architecture;
    return encodeNet({ kind, tensors, about: { ...this.#mark(), step, best_nats: String(bestNats) } });
  }

  #mark(): Record<string, string | number> {
    const learn = this.#learn.count;
    return { checkpoint: 1, seed: this.#seed, steps: this.steps, windows: `${learn}+${this.#judge.count}` };
  }

  #begin(start: Readonly<Weights> = {}): State {
    const weights: Weights = this.#architecture.initial(this.#seed);
    for (const [name, { data }] of Object.entries(weights)) {
      const known = start[name] as Tensor | undefined;
      if (known?.data.length === data.length) data.set(known.data);
    }
    if (this.#architecture.tasks > 1) weights[TASKS] = zeros(this.#architecture.tasks);
    const moments = (): Numbers =>
      Object.fromEntries(
        Object.entries(weights).map(([name, { data }]) => [name, new Float32Array(data.length)]),
      );
    const best = copied(weights);
    return { step: 0, weights, first: moments(), second: moments(), best, bestNats: Infinity };
  }

  #resume(bytes: Uint8Array): State {
    const state = this.#begin();
    const { kind, tensors, about } = decodeNet(bytes, 'checkpoint');
    const other = Object.entries(this.#mark()).find(([key, value]) => about[key] !== value);
    if (kind !== this.#architecture.kind || other !== undefined) {
      throw new LapwingError('BAD_REQUEST', {
        message: `the checkpoint is of another training${other === undefined ? '' : ` (${other[0]} differs)`}`,
        where: 'checkpoint',
        hint: 'Give the same data, model, seed and steps to go on, or begin anew.',
      });
    }
    for (const [name, tensor] of Object.entries(state.weights)) {
      tensor.data.set(tensors[`weights/${name}`].data);
      state.first[name].set(tensors[`first/${name}`].data);
      state.second[name].set(tensors[`second/${name}`].data);
      state.best[name].data.set(tensors[`best/${name}`].data);
    }
    return { ...state, step: Number(about['step']), bestNats: Number(about['best_nats']) };
  }

  #run(weights: TfWeights, { count, steps, x, y, present }: Batch): { nats: Tensor3D; present: Tensor3D } {
    const tf = this.#tf;
    const { inputWidth, targetWidth } = this.#learn;
    const said = this.#architecture.forward(tf, weights, tf.tensor3d(x, [count, steps, inputWidth]));
    const shape: [number, number, number] = [count, steps, targetWidth];
    return { nats: natsOf(tf, said, tf.tensor3d(y, shape)), present: tf.tensor3d(present, shape) };
  }

  #gradients(batch: Batch): { loss: number; gradients: Numbers } {
    const tf = this.#tf;
    const names = Object.keys(this.#state.weights);
    const variables: Record<string, Variable> = {};
    for (const [name, { data, shape }] of Object.entries(this.#state.weights)) {
      variables[name] = tf.variable(tf.tensor(data.slice(), [...shape]));
    }
    const { value, grads } = tf.variableGrads(() => {
      const { nats, present } = this.#run(variables, batch);
      return lossOf(tf, nats, present, variables[TASKS]);
    }, Object.values(variables)) as { value: Scalar; grads: NamedTensorMap };
    const gradients: Numbers = {};
    for (const name of names) gradients[name] = grads[variables[name].name].dataSync() as Float32Array;
    const loss = value.dataSync()[0];
    const used: TfTensor[] = [value, ...Object.values(grads), ...Object.values(variables)];
    tf.dispose(used);
    return { loss, gradients };
  }
}

function tensorsOf(tf: Tf, weights: Readonly<Weights>): TfWeights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
  );
}

function copied(weights: Weights): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
}

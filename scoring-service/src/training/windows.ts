import type { Sequence } from '@lapwing/engine';

/** Windows of a batch, row-major: x [count, steps, inputs], y and present [count, steps, targets] one step later. */
export interface Batch {
  count: number;
  steps: number;
  x: Float32Array;
  y: Float32Array;
  /** 1 where a target counts. */
  present: Float32Array;
}

interface Place {
  sequence: Sequence;
  from: number;
}

/** Stretches of sequences, each read from an empty memory, whose steps are forecast from the ones before. */
export class Windows {
  readonly steps: number;
  readonly inputWidth: number;
  readonly targetWidth: number;
  readonly #places: Place[];
  readonly #warmUp: number;

  /** `warmUp`: first steps of a window whose forecasts do not count, since the memory is still empty. */
  constructor(
    places: Place[],
    widths: { inputWidth: number; targetWidth: number },
    steps: number,
    warmUp: number,
  ) {
    this.#places = places;
    this.inputWidth = widths.inputWidth;
    this.targetWidth = widths.targetWidth;
    this.steps = steps;
    this.#warmUp = warmUp;
  }

  get count(): number {
    return this.#places.length;
  }

  batch(indices: readonly number[]): Batch {
    const { steps, inputWidth, targetWidth } = this;
    const count = indices.length;
    const x = new Float32Array(count * steps * inputWidth);
    const y = new Float32Array(count * steps * targetWidth);
    const present = new Float32Array(count * steps * targetWidth);
    indices.forEach((index, i) => {
      const { sequence, from } = this.#places[index];
      x.set(sequence.inputs.subarray(from * inputWidth, (from + steps) * inputWidth), i * steps * inputWidth);
      const [first, last] = [(from + 1) * targetWidth, (from + 1 + steps) * targetWidth];
      const at = i * steps * targetWidth;
      y.set(sequence.targets.subarray(first, last), at);
      present.set(sequence.present.subarray(first, last), at);
      present.fill(0, at, at + this.#warmUp * targetWidth);
    });
    return { count, steps, x, y, present };
  }
}

/** The newest part of each sequence is held back from training, to judge nets by. */
const HELD_BACK_SHARE = 0.2;

/** Windows to learn from and windows, later in time, to judge by; half-overlapping, so that no step is only a first one. */
export function splitWindows(
  sequences: readonly Sequence[],
  steps: number,
  warmUp: number,
): { learn: Windows; judge: Windows } {
  const learn: Place[] = [];
  const judge: Place[] = [];
  const stride = Math.max(1, steps >> 1);
  for (const sequence of sequences) {
    const border = Math.floor(sequence.steps * (1 - HELD_BACK_SHARE));
    for (let from = 0; from + steps + 1 <= sequence.steps; from += stride) {
      if (from + steps + 1 <= border) learn.push({ sequence, from });
      else if (from >= border) judge.push({ sequence, from });
    }
  }
  const widths = sequences.at(0) ?? { inputWidth: 0, targetWidth: 0 };
  return {
    learn: new Windows(learn, widths, steps, warmUp),
    judge: new Windows(judge, widths, steps, warmUp),
  };
}

import type { Labels } from '@lapwing/contract';
import type { SeriesChunk } from '../source.ts';

/** Gathers readings in the order of time and gives each signal its columns. */
export class SeriesBuilder {
  readonly #series = new Map<string, { labels: Labels; times: number[]; values: number[] }>();

  /** `key` names the signal within the chunk; `labels` is asked once for each. A value that is not finite is a gap. */
  add(key: string, labels: () => Labels, time: number, value: number): void {
    if (!Number.isFinite(value)) return;
    let one = this.#series.get(key);
    if (!one) {
      one = { labels: labels(), times: [], values: [] };
      this.#series.set(key, one);
    }
    one.times.push(time);
    one.values.push(value);
  }

  build(): SeriesChunk[] {
    return [...this.#series.values()].map(({ labels, times, values }) => ({
      labels,
      times: Float64Array.from(times),
      values: Float64Array.from(values),
    }));
  }
}

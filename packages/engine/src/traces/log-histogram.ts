import { EngineError } from '../errors.ts';

/**
 * Quantiles to within 1 % of their value, of any number of durations, in a sketch that merges without loss: counts in
 * buckets whose borders grow by a constant factor (DDSketch: Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable
 * quantile sketch with relative-error guarantees", VLDB 2019, section 2).
 */
const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);
/** A microsecond: no clock in use tells less. In ms. */
const SHORTEST_MS = 0.001;
/** A hundred days in ms: what claims to be longer counts as that, so that a sketch has 1,500 buckets at most. */
const LONGEST_MS = 8_640_000_000;
/** First byte of the encoding. */
const VERSION = 1;

export class LogHistogram {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** How many durations it holds. */
  get total(): number {
    return this.#total;
  }

  /** Counts `valueMs` (ms; finite) `times` over, a whole number above 0. */
  add(valueMs: number, times = 1): void {
    this.#raise(bucketOf(valueMs), times);
  }

  merge(other: LogHistogram): void {
    for (const [bucket, count] of other.#counts) this.#raise(bucket, count);
  }

  /** Halves every count, rounding down: what is old counts for less. */
  halve(): void {
    this.#total = 0;
    for (const [bucket, count] of this.#counts) {
      const half = Math.floor(count / 2);
      if (half === 0) this.#counts.delete(bucket);
      else this.#counts.set(bucket, half);
      this.#total += half;
    }
  }

  /** The duration (ms) that the share `q` (0 to 1) stays within; NaN of an empty sketch. */
  quantile(q: number): number {
    const rank = q * (this.#total - 1);
    let below = 0;
    for (const [bucket, count] of this.#sorted()) {
      below += count;
      if (below > rank) return (SHORTEST_MS * 2 * GAMMA ** bucket) / (GAMMA + 1);
    }
    return NaN;
  }

  /** How many lie above `valueMs` (ms), those in its own bucket not among them. */
  above(valueMs: number): number {
    const border = bucketOf(valueMs);
    let count = 0;
    for (const [bucket, times] of this.#counts) if (bucket > border) count += times;
    return count;
  }

  /** Version, then for each bucket the step from the one before it and its count, as variable-length integers. */
  encode(): Uint8Array {
    const bytes = [VERSION];
    let last = 0;
    for (const [bucket, count] of this.#sorted()) {
      pushVarint(bytes, bucket - last);
      pushVarint(bytes, count);
      last = bucket;
    }
    return Uint8Array.from(bytes);
  }

  /** Throws EngineError BAD_STATE for bytes that `encode` did not write. */
  static decode(bytes: Uint8Array): LogHistogram {
    const histogram = new LogHistogram();
    if (bytes[0] !== VERSION) throw new EngineError('BAD_STATE', `histogram of version ${bytes[0]}`);
    let bucket = 0;
    for (let at = 1; at < bytes.length;) {
      const step = readVarint(bytes, at);
      const count = readVarint(bytes, step.next);
      bucket += step.value;
      histogram.#raise(bucket, count.value);
      at = count.next;
    }
    return histogram;
  }

  #raise(bucket: number, by: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + by);
    this.#total += by;
  }

  #sorted(): [number, number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }
}

function bucketOf(valueMs: number): number {
  const bounded = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, valueMs));
  return Math.ceil(Math.log(bounded / SHORTEST_MS) / LOG_GAMMA);
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readVarint(bytes: Uint8Array, from: number): { value: number; next: number } {
  let value = 0;
  let factor = 1;
  for (let at = from; at < bytes.length; at++) {
    value += (bytes[at] % 128) * factor;
    if (bytes[at] < 128) return { value, next: at + 1 };
    factor *= 128;
  }
  throw new EngineError('BAD_STATE', 'histogram ends in the middle of a number');
}

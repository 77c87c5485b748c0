import type { Labels } from '@lapwing/contract';
import type { SeriesChunk, TimeRange } from '../sources/source.ts';

/** One reading as the ingest API took it; `value` NaN is a missing reading. */
export interface StoredReading {
  labels: Labels;
  time: number;
  value: number;
}

/** Readings that programs sent, kept until they are scored and their age is out. Durable before the sender is answered. */
export interface ReadingStore {
  /**
   * All or nothing. A reading that is there already with the same value is repeated; with another value it replaces.
   * `late` counts those before `scoredUntil(labels)` as the pipeline last told it.
   */
  put(readings: StoredReading[]): { accepted: number; repeated: number; late: number };
  /** Series whose labels contain `match`, with every reading in `range`, in the order of their times. */
  range(match: Labels, range: TimeRange): SeriesChunk[];
  /** Earliest and latest time of readings that match; undefined when there are none. */
  extent(match: Labels): { first: number; last: number } | undefined;
  /** Up to here (epoch ms) readings that contain `match` have been scored. */
  markScored(match: Labels, until: number): void;
  /** Removes some of the readings before `beforeMs` and says how many; to be called again until that is 0. */
  expire(beforeMs: number): number;
  close(): void;
}

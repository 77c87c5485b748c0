import type { LogLine } from '../sources/log-lines.ts';
import type { TimeRange } from '../sources/source.ts';

/** A line that was sent, and how many it stands for where only a sample is kept. */
export interface SentLine {
  line: LogLine;
  times: number;
}

/** Lines that programs sent, until they are counted; of minutes with more than are kept, a sample. */
export interface SentLineStore {
  /** Durable when it returns. `batch` names the request: one that comes again changes nothing. */
  put(lines: readonly LogLine[], batch: string, now: number): void;
  /** Those of a stretch in the order of time, the same order each time, in pages. */
  pages(range: TimeRange): Generator<SentLine[]>;
  /** Times of the first and the newest line that was ever kept. */
  extent(): { first: number; last: number } | undefined;
  /** Removes some of what was counted long ago and says how much; to be called again until that is 0. */
  expire(now: number): number;
}

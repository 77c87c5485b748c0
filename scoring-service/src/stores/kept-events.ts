import type { LogEvent, SpanEvent } from '@lapwing/engine';
import type { TimeRange } from '../sources/source.ts';

/** What was kept of a stretch of time, oldest minute first. */
export interface KeptEvents {
  spans: SpanEvent[];
  lines: LogEvent[];
}

/**
 * Spans and log lines of the last while as they were, a bounded sample by trace: what is compared is how often something comes per
 * instance of an operation, and instances have to be whole.
 */
export interface KeptEventStore {
  /** Spans that ended and lines that were written in `range`; of a trace all of what was kept or nothing. */
  range(range: TimeRange): KeptEvents;
  /** Minutes (starts, epoch ms) of which something is kept, newest first, with how many spans and lines. */
  minutes(before: number): { time: number; events: number }[];
  /** Start of the first and the newest minute. */
  extent(): { first: number; last: number } | undefined;
  /** Removes what is too old or too much and says how much; to be called again until that is 0. */
  expire(): number;
}

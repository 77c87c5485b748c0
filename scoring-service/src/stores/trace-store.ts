import type { CallGroup, Cell, Span } from '@lapwing/engine/traces';
import type { TimeRange } from '../sources/source.ts';

/** A span that was pulled, and how many spans it stands for where only a sample was read: a whole number. */
interface PulledSpan {
  span: Span;
  times: number;
}

/** Every span of a stretch of time, as far as they were read. */
export interface PulledSpans {
  /** Spans that ended in the range. */
  spans: PulledSpan[];
  /** Parents and children of these that ended outside it, or were not in the sample. */
  context: Span[];
}

/** A group of calls that a source has told of. */
export interface GroupEntry {
  key: number;
  group: CallGroup;
  /** Starts of the first and the newest interval with calls, epoch ms. */
  firstSeen: number;
  lastSeen: number;
  /** An operation that lost its name to a more frequent one: its calls count as `other` since. */
  retired: boolean;
}

export interface StoredCell {
  key: number;
  /** Start of the interval, epoch ms. */
  time: number;
  cell: Cell;
}

/** One way between two services, with what its calls were like lately. */
export interface StoredEdge {
  source: string;
  caller: string;
  callee: string;
  calls: number;
  errors: number;
  /** ms; NaN when unknown. */
  p50: number;
  p95: number;
  firstSeen: number;
  lastSeen: number;
}

export interface StoredExample {
  source: string;
  group: CallGroup;
  time: number;
  traceId: string;
  spanId: string;
  durationMs: number;
  error: boolean;
}

export interface ExampleQuery {
  service: string;
  operation?: string | undefined;
  caller?: string | undefined;
  source?: string | undefined;
  errorsOnly?: boolean;
  range: TimeRange;
  limit: number;
}

/** When a span of a service ended, epoch ms. */
export interface SpanEnd {
  service: string;
  end: number;
}

/** What putting spans did. */
interface PutSpans {
  accepted: number;
  /** When these ended, epoch ms. */
  ends: SpanEnd[];
  repeated: number;
  /** Intervals that now hold more calls than before, by the first and last of them; undefined when none does. */
  touched: TimeRange | undefined;
}

/**
 * Calls by group and interval, who calls whom, and what is needed to find them in spans that come one by one. All of one
 * call is stored or none of it, and is there after a power cut. Spans themselves are forgotten after a while.
 */
export interface TraceStore {
  /** Length of the intervals it keeps, ms. */
  readonly resolutionMs: number;
  /** Spans that came in at `now`; those that came before, within half an hour or so, change nothing. */
  put(source: string, spans: readonly Span[], now: number): PutSpans;
  /** Everything that ended in `range` (on the grid of the resolution); in place of what is there for it. */
  replace(source: string, range: TimeRange, pulled: PulledSpans): void;
  /** The parts of `range` that `replace` has not filled, in their order. */
  missing(source: string, range: TimeRange): TimeRange[];
  groups(source: string): GroupEntry[];
  /** Cells of the intervals in `range`, by time. */
  cells(source: string, range: TimeRange): IterableIterator<StoredCell>;
  /** Starts of the first and the newest interval with calls. */
  extent(source: string): { first: number; last: number } | undefined;
  /** Ways seen since `seenSince` (epoch ms). */
  edges(filter: { source?: string | undefined; seenSince: number }): StoredEdge[];
  /** Slowest first. */
  examples(query: ExampleQuery): StoredExample[];
  /** Removes some of what is older than `beforeMs` and says how much; to be called again until that is 0. */
  expire(beforeMs: number): number;
}

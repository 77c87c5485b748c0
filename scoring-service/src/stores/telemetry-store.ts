/** The last point of one cumulative metric, as JSON; `time` epoch ms. */
export interface StreamEntry {
  key: Uint8Array;
  time: number;
  state: string;
}

/** Log records of one service and level in the interval that begins at `time` (epoch ms). */
export interface LogCount {
  time: number;
  service: string;
  level: string;
  count: number;
}

/** What is known of metrics and logs that programs send by protocols of their own. There after a power cut. */
export interface TelemetryStore {
  stream(key: Uint8Array): StreamEntry | undefined;
  putStreams(entries: readonly StreamEntry[]): void;
  /**
   * Adds to the counts, unless a request with this hash was added within the last half hour; all of it or nothing.
   * Answers what is then known of the intervals: every level that each service had within a day, with 0 where it had none.
   */
  addLogs(
    hash: Uint8Array,
    counts: readonly LogCount[],
    now: number,
  ): { repeated: boolean; totals: LogCount[] };
  /** Whether such a request was added. */
  hasLogs(hash: Uint8Array): boolean;
  /** Removes some of what is of no use any more; to be called again until it says 0. */
  expire(now: number): number;
}

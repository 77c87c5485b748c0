/** One raw log line, whatever it came from. */
export interface LogLine {
  /** Epoch ms. */
  timestamp: number;
  service: string;
  /** As the program wrote it: `error`, `WARN`, `Information`, … */
  level?: string;
  /** The text, several lines long where the program wrote several (a stack trace). */
  message: string;
  /** 32 hexadecimal digits. */
  traceId?: string;
  /** 16 hexadecimal digits. */
  spanId?: string;
}

/**
 * Takes raw log lines: those that programs send by OTLP, and those that are pulled from an index. A line is handed over
 * once; after a crash, a request of the last moment may come again, as the same batch. Lines of one call come from one source, and are in no
 * particular order.
 */
export interface LogLines {
  /**
   * Durable when it returns. `batch` names the request that they came in, the same when it is sent again. Throws
   * LapwingError when the lines cannot be taken now: the sender keeps them.
   */
  take(source: string, lines: readonly LogLine[], batch: string): void;
}

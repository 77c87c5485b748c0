import type { Detector, DetectorCheck, Labels } from '@lapwing/contract';
import type { Dimension } from '@lapwing/engine';

/** Moments from `from` up to, but not including, `to`; epoch milliseconds, both multiples of the detector's interval. */
export interface TimeRange {
  from: number;
  to: number;
}

/** The readings of one signal in one chunk: `times` (epoch ms, rising, on the interval's grid) beside `values`. */
export interface SeriesChunk {
  labels: Labels;
  times: Float64Array;
  /** Finite numbers. What the source holds as NaN or ±Inf is left out: a gap. */
  values: Float64Array;
}

/** All that a source holds for one detector in `range`: every signal, every interval. */
export interface PulledChunk {
  range: TimeRange;
  series: SeriesChunk[];
  /** What an interval without a reading means for a signal that was seen before: no event (0), or unknown. */
  absent: 'zero' | 'gap';
  warnings: string[];
}

/** A change to be split: what was ordinary before, and what is not now. */
export interface ChangeQuestion {
  /** Of the signal. */
  labels: Labels;
  before: TimeRange;
  during: TimeRange;
  rose: boolean;
  /** The bound that the readings passed. */
  beyond: number;
}

/** A change by the values of each label or field; what is measured before is scaled to the length of `during`. */
export interface ChangeSlices {
  total: { before: number; during: number };
  dimensions: Dimension[];
  /** What was not looked at, and why. */
  notes: string[];
}

export interface PartHealth {
  status: 'ok' | 'degraded' | 'down' | 'starting';
  reason: string;
}

/** Where readings come from. One folder a source; each folder's adapter fulfils this port. */
export interface Source {
  readonly name: string;
  /**
   * The closed intervals of `range`, as chunks that follow each other without a hole, oldest first; how long a chunk
   * is, the source decides by what its server bears. Retries what passes by itself (429, 502, 503, 504, time-outs,
   * circuit breakers) with back-off until `signal` aborts; throws LapwingError for what a person must mend.
   */
  pull(detector: Detector, range: TimeRange, signal: AbortSignal): AsyncIterable<PulledChunk>;
  /** What the detector would see if it were saved now, from the live source. */
  check(detector: Detector, signal: AbortSignal): Promise<DetectorCheck>;
  health(signal: AbortSignal): Promise<PartHealth>;
  /**
   * Of a source that holds what it was given (files, sent readings): times of its first and last reading for the
   * detector, undefined when there is none. A new detector begins at the first, and none goes past the last.
   */
  extent?(detector: Detector, signal: AbortSignal): Promise<{ first: number; last: number } | undefined>;
  /**
   * Splits a change of one signal by the labels or fields that the detector's query leaves out; bounded in queries and
   * time. Absent where a source can't. Throws LapwingError.
   */
  explain?(detector: Detector, question: ChangeQuestion, signal: AbortSignal): Promise<ChangeSlices>;
  /**
   * What a reading of one signal was about, as a sentence for a person: which templates were new in the interval that
   * starts at `time` (epoch ms). The same for the same reading. Undefined where there is nothing to add.
   */
  words?(detector: Detector, labels: Labels, time: number): string | undefined;
  /** Told after each commit: the detector has scored every interval before `until`. */
  scored?(detector: Detector, until: number): void;
  close(): Promise<void>;
}

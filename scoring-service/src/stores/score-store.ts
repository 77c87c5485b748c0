import type { Anomaly, Labels, ScoreSeries, Severity, Signal, SignalKind } from '@lapwing/contract';

/** A signal as the pipeline meets it for the first time. */
export interface NewSignal {
  id: string;
  detectorId: string;
  source: string;
  kind: SignalKind;
  labels: Labels;
  intervalSeconds: number;
}

/** Scored readings, column by column: row i is the reading of `signals[i]` in the interval `times[i]` (epoch ms). */
export interface ScoreColumns {
  signals: string[];
  times: Float64Array;
  values: Float64Array;
  scores: Float64Array;
  pValues: Float64Array;
  news: Float64Array;
  /** NaN where the models expect nothing yet. */
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/** One step of a detector: all of it is stored, or none of it. */
export interface ScoreCommit {
  detectorId: string;
  newSignals: NewSignal[];
  scores: ScoreColumns;
  /** Anomalies that opened, went on or closed; the newest state of each, under its id. */
  anomalies: Anomaly[];
  /** Every interval before this (epoch ms) is scored. */
  watermark: number;
}

/** A stored score with its place in the order of writing, for those who follow the store (the OpenSearch writer). */
export interface ScoreRow {
  seq: number;
  signal: Signal;
  time: number;
  value: number;
  score: number;
  pValue: number;
  news: number;
  expected: number;
  lower: number;
  upper: number;
}

export interface SignalFilter {
  detectorId?: string;
  source?: string;
  kind?: SignalKind;
  labels?: Labels;
  /** Part of a label's value, any case. */
  text?: string;
  /** Signals with an open anomaly alone. */
  anomalous?: boolean;
}

export interface AnomalyFilter {
  /** Anomalies that overlap [from, to); epoch ms. */
  from?: number;
  to?: number;
  severities?: Severity[];
  signalId?: string;
  detectorId?: string;
  source?: string;
  labels?: Labels;
  open?: boolean;
  /** Mildest severity that counts, by detector id; anomalies of detectors that are not named are left out. */
  atLeast?: ReadonlyMap<string, Severity>;
}

/** Pages are asked for by an opaque cursor; `next` is null on the last one. */
export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}
export interface PageRequest {
  limit: number;
  cursor?: string;
}

export interface BucketStats {
  time: number;
  metric: string;
  count: number;
  avg: number;
  min: number;
  max: number;
  p95: number;
  anomalies: number;
  highestScore: number;
}

/** Scores, anomalies and signals. The service reads them from here; the OpenSearch writer follows it by `seq`. */
export interface ScoreStore {
  commit(step: ScoreCommit): void;
  watermark(detectorId: string): number | undefined;

  signals(filter: SignalFilter, page: PageRequest): Page<Signal>;
  signal(id: string): Signal | undefined;
  /** Signals worst first: by open severity, then last score. */
  series(signalId: string, from: number, to: number, mostPoints: number): ScoreSeries | undefined;
  anomalies(filter: AnomalyFilter, page: PageRequest): Page<Anomaly>;
  anomaly(id: string): Anomaly | undefined;
  /** Counts of anomalies by start, in buckets of `bucketMs`, by severity. */
  anomalyCounts(
    from: number,
    to: number,
    bucketMs: number,
  ): { time: number; severity: Severity; count: number }[];
  topSignals(
    from: number,
    to: number,
    most: number,
  ): { signalId: string; labels: Labels; anomalies: number }[];
  /** Statistics of the readings whose signal has label `label` = `value`, per bucket and metric. */
  performance(label: string, value: string, from: number, to: number, bucketMs: number): BucketStats[];
  readingsSince(from: number): number;
  /** Time (epoch ms) of the newest scored reading; undefined when there is none. */
  lastReadingAt(): number | undefined;

  /** Scores written after `seq`, in the order of writing. A row that is written again gets a new `seq`. */
  scoresAfter(seq: number, most: number): ScoreRow[];
  anomaliesAfter(seq: number, most: number): { seq: number; anomaly: Anomaly }[];
  cursor(name: string): number;
  setCursor(name: string, seq: number): void;

  /** Forgets a detector's scores, anomalies, signals and watermark. */
  forgetDetector(detectorId: string): void;
  /** Removes scores of intervals before `beforeMs` and anomalies that ended before it; never a row that a follower has yet to read. */
  expire(beforeMs: number): { scores: number; anomalies: number };
  close(): void;
}

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

/**
 * Scored readings, column by column: row i is the reading of `signals[i]` in the interval `times[i]` (epoch ms).
 * A row whose value is NaN is an interval without a reading: nothing is stored for it.
 */
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
  /** Of the open anomaly. */
  severities?: Severity[];
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
  alert?: Anomaly['alert'];
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

/** Anomalies of one signal and severity that began within one stretch of time. */
export interface AnomalyGroup {
  /** Start of the stretch, epoch ms. */
  time: number;
  severity: Severity;
  /** Key of the signal in `AnomalyGroups.signals`. */
  signal: number;
  count: number;
  /** Of these, somebody was told of. */
  raised: number;
}
export interface AnomalyGroups {
  signals: ReadonlyMap<number, { signalId: string; detectorId: string; labels: Labels }>;
  /** In order of time; to be read once, before the store is asked for something else. */
  groups: Iterable<AnomalyGroup>;
}

/** What is followed in the order of writing. */
export type FollowedTable = 'scores' | 'anomalies' | 'incidents';
/** Who follows one of them by `seq`: `opensearch:scores`. */
export type FollowerName = `${string}:${FollowedTable}`;

/** Scores, anomalies and signals. The service reads them from here; the OpenSearch writer follows it by `seq`. */
export interface ScoreStore {
  commit(step: ScoreCommit): void;
  watermark(detectorId: string): number | undefined;

  /** Signals worst first: by open severity, then last score. */
  signals(filter: SignalFilter, page: PageRequest): Page<Signal>;
  signal(id: string): Signal | undefined;
  /** Signals in the order in which they were first met, after the one with `key`; 0 begins. */
  signalsAfter(key: number, most: number): { key: number; detectorId: string; labels: Labels }[];
  /** Readings of [from, to), thinned to `mostPoints` rows; a row of nulls where more than one interval is missing. */
  series(signalId: string, from: number, to: number, mostPoints: number): ScoreSeries | undefined;
  /** Newest start first. */
  anomalies(filter: AnomalyFilter, page: PageRequest): Page<Anomaly>;
  anomaly(id: string): Anomaly | undefined;
  /** Those of them that are there, in the order of `ids`. */
  anomaliesById(ids: readonly string[]): Anomaly[];
  /** Which of them are there. */
  anomaliesThere(ids: readonly string[]): Set<string>;
  /** Counts of anomalies by start, in buckets of `bucketMs`, by severity. */
  anomalyCounts(
    from: number,
    to: number,
    bucketMs: number,
  ): { time: number; severity: Severity; count: number }[];
  /** Anomalies that began in [from, to), by stretches of `stepMs`, severity and signal. */
  anomalyGroups(
    query: Required<Pick<AnomalyFilter, 'from' | 'to'>> &
      Pick<AnomalyFilter, 'severities' | 'labels' | 'detectorId'> & { stepMs: number },
  ): AnomalyGroups;
  topSignals(
    from: number,
    to: number,
    most: number,
  ): { signalId: string; labels: Labels; anomalies: number }[];
  /** Statistics of the readings whose signal has label `label` = `value`, per bucket and metric (its label `metric`). */
  performance(label: string, value: string, from: number, to: number, bucketMs: number): BucketStats[];
  readingsSince(from: number): number;
  /** Time (epoch ms) of the newest scored reading; undefined when there is none. */
  lastReadingAt(): number | undefined;

  /** Scores written after `seq`, in the order of writing. A row that is written again gets a new `seq`. */
  scoresAfter(seq: number, most: number): ScoreRow[];
  anomaliesAfter(seq: number, most: number): { seq: number; anomaly: Anomaly }[];
  /** How far a follower has come; 0 for a new one, which is known from then on: `expire` waits for it. */
  cursor(name: FollowerName): number;
  setCursor(name: FollowerName, seq: number): void;
  /** Ends a follower, so that `expire` no longer waits for it. */
  unfollow(name: FollowerName): void;
  /** The newest place in the order of writing. */
  lastSeq(what: FollowedTable): number;

  /** Forgets a detector's scores, anomalies, signals and watermark: unseen at once, removed by `expire` bit by bit. */
  forgetDetector(detectorId: string): void;
  /**
   * Removes some of the scores of intervals before `beforeMs` and of the anomalies that ended before it; never a row
   * that a follower has yet to read. `more`: it stopped so as not to hold the service up, and is to be called again.
   */
  expire(beforeMs: number): { scores: number; anomalies: number; more: boolean };
  /** What was committed so far survives a power cut from here on. To be called before a snapshot is saved. */
  sync(): void;
  close(): void;
}

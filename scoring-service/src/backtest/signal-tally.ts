import type { Anomaly, BacktestSignal, ScoreSeries, Signal } from '@lapwing/contract';
import { bucketLength, Thinner } from '../stores/downsample.ts';
import type { NewSignal, ScoreColumns } from '../stores/score-store.ts';
import type { BacktestPlan } from './plan.ts';

const MS_PER_SECOND = 1000;

/** What a backtest keeps of one signal: a thinned chart and a few figures, however long the stretch is. */
export class SignalTally {
  readonly #of: NewSignal;
  readonly #bucketMs: number;
  readonly #chart: Thinner;
  #readings = 0;
  #highest = 0;
  #firstTime = NaN;
  #lastTime = NaN;
  #lastValue = NaN;
  #lastScore = NaN;

  constructor(of: NewSignal, { from, until, points }: BacktestPlan) {
    const intervalMs = of.intervalSeconds * MS_PER_SECOND;
    this.#of = of;
    this.#bucketMs = bucketLength(from, until, intervalMs, points);
    this.#chart = new Thinner(intervalMs, this.#bucketMs);
  }

  get id(): string {
    return this.#of.id;
  }
  get readings(): number {
    return this.#readings;
  }
  get highest(): number {
    return this.#highest;
  }

  /** Row `at` of the columns is this signal's. */
  add(columns: ScoreColumns, at: number): void {
    const [time, value, score] = [columns.times[at], columns.values[at], columns.scores[at]];
    if (this.#readings++ === 0) this.#firstTime = time;
    this.#lastTime = time;
    this.#lastValue = value;
    this.#lastScore = score;
    this.#highest = Math.max(this.#highest, score);
    this.#chart.add({
      time,
      value,
      expected: orNull(columns.expected[at]),
      lower: orNull(columns.lower[at]),
      upper: orNull(columns.upper[at]),
      score,
    });
  }

  chart(open: Anomaly | undefined): ScoreSeries {
    return {
      signal: this.#signal(open),
      step_seconds: this.#bucketMs / MS_PER_SECOND,
      ...this.#chart.columns,
    };
  }

  summary(open: Anomaly | undefined, anomalies: number, charted: boolean): BacktestSignal {
    return {
      signal: this.#signal(open),
      readings: this.#readings,
      anomalies,
      highest_score: this.#highest,
      charted,
    };
  }

  #signal(open: Anomaly | undefined): Signal {
    const { id, source, kind, labels, detectorId, intervalSeconds } = this.#of;
    return {
      ...{ id, source, kind, labels, detector_id: detectorId, interval_seconds: intervalSeconds },
      first_seen: iso(this.#firstTime),
      last_seen: iso(this.#lastTime),
      last_value: orNull(this.#lastValue),
      last_score: orNull(this.#lastScore),
      open_anomaly_id: open?.id ?? null,
      open_severity: open?.severity ?? null,
    };
  }
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function iso(time: number): string | null {
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}

import type { Anomaly, BacktestResult, ScoreSeries } from '@lapwing/contract';
import type { ScoreBatch } from '../pipeline/score-batch.ts';
import { alertsOf, aWeek, daysOf, thresholdsOf, weeksOf, worstOf } from './counts.ts';
import type { BacktestPlan } from './plan.ts';
import { SignalTally } from './signal-tally.ts';

/** More than anybody reads through. */
const MOST_ANOMALIES = 1_000;
/** Charts of the result itself: some hundred kilobytes. */
const CHARTS_AT_ONCE = 20;
/** Charts that can be asked for one by one. */
const MOST_CHARTS = 100;

/** What came out of a backtest. */
export interface BacktestOutcome {
  result: Omit<BacktestResult, 'seconds'>;
  /** By the signal's id; the worst signals'. */
  charts: Map<string, ScoreSeries>;
}

/** Takes in what a detector would have stored, and tells what came of it. */
export class Tally {
  readonly #plan: BacktestPlan;
  readonly #signals = new Map<string, SignalTally>();
  readonly #anomalies = new Map<string, Anomaly>();
  #firstReading = Infinity;

  constructor(plan: BacktestPlan) {
    this.#plan = plan;
  }

  take(batch: ScoreBatch): void {
    for (const signal of batch.newSignals) {
      // A signal that was forgotten and came back is new to the models alone.
      if (!this.#signals.has(signal.id)) this.#signals.set(signal.id, new SignalTally(signal, this.#plan));
    }
    const columns = batch.columns();
    for (const time of columns.times) this.#firstReading = Math.min(this.#firstReading, time);
    for (const [at, id] of columns.signals.entries()) this.#signals.get(id)?.add(columns, at);
    for (const [id, { anomaly }] of batch.anomalies) {
      // One that had begun before is no news of this stretch.
      if (Date.parse(anomaly.start) >= this.#plan.from) this.#anomalies.set(id, anomaly);
    }
  }

  /** Where there was something to judge: a source that holds less than was asked for does not make the weeks longer. */
  get from(): number {
    const { from } = this.#plan;
    return Number.isFinite(this.#firstReading) ? Math.max(from, this.#firstReading) : from;
  }

  outcome(warnings: string[], budgets: BacktestResult['budgets']): BacktestOutcome {
    const { detector, begin, until } = this.#plan;
    const { from } = this;
    const weeks = weeksOf(from, until);
    const anomalies = [...this.#anomalies.values()];
    const bySignal = Map.groupBy(anomalies, (anomaly) => anomaly.signal_id);
    const worstFirst = [...this.#signals.values()]
      .filter(({ readings }) => readings > 0)
      .sort((a, b) => b.highest - a.highest || (a.id < b.id ? -1 : 1));
    const open = (id: string): Anomaly | undefined => bySignal.get(id)?.find(({ end }) => end === null);
    const charts = worstFirst.slice(0, MOST_CHARTS).map((signal) => signal.chart(open(signal.id)));
    const alerts = alertsOf(anomalies).length;
    return {
      result: {
        detector,
        learned_from: new Date(begin).toISOString(),
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
        weeks,
        readings: worstFirst.reduce((sum, { readings }) => sum + readings, 0),
        alerts: { total: alerts, a_week: aWeek(alerts, weeks) },
        budgets,
        thresholds: thresholdsOf(anomalies, detector.open_at, weeks),
        days: daysOf(anomalies),
        anomalies: worstOf(anomalies, MOST_ANOMALIES),
        anomalies_total: anomalies.length,
        signals: worstFirst.map((signal, i) =>
          signal.summary(open(signal.id), bySignal.get(signal.id)?.length ?? 0, i < MOST_CHARTS),
        ),
        charts: charts.slice(0, CHARTS_AT_ONCE),
        warnings,
      },
      charts: new Map(charts.map((chart) => [chart.signal.id, chart])),
    };
  }
}

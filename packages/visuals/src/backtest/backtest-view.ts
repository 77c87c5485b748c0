import type { BacktestResult, Severity } from '@lapwing/contract';
import type { ChartColumns } from '../chart/columns.ts';
import { regionsOfAnomalies, type Region } from '../chart/regions.ts';
import { anomalyRow, compareRows, type AnomalyRow } from '../lists/anomaly-row.ts';
import { formatNumber } from '../text/numbers.ts';
import { signalTitle } from '../text/signal-title.ts';

/** One stop of the slider that moves the alert budget. */
export interface BudgetStep {
  /** False alerts a week. */
  budget: number;
  label: string;
  /** The detector's own budget: where the slider stands first. */
  own: boolean;
  alerts: number;
  /** Those told together counted once. */
  alertsAWeek: number;
  /** What the person reads beside the slider. */
  text: string;
}

/** One signal of a backtest, to be drawn as the signal page draws it. */
export interface BacktestChart {
  signalId: string;
  title: string;
  columns: ChartColumns;
  regions: Region[];
}

/** An anomaly of a backtest; `raised`: somebody would have been told. */
export interface BacktestAnomalyRow extends AnomalyRow {
  raised: boolean;
  alertReason: string;
}

/** What a page draws of a backtest. */
export interface BacktestView {
  headline: string;
  span: { from: number; to: number };
  budgets: BudgetStep[];
  /** Worst signal first. */
  charts: BacktestChart[];
  /** Worst first. */
  anomalies: BacktestAnomalyRow[];
  /** Anomalies that were found and are not among `anomalies`. */
  leftOut: number;
  warnings: readonly string[];
}

export function backtestView(result: BacktestResult, lowest: Severity = 'LOW'): BacktestView {
  const { detector, anomalies, alerts, weeks, warnings } = result;
  const span = { from: Date.parse(result.from), to: Date.parse(result.until) };
  const bySignal = Map.groupBy(anomalies, (anomaly) => anomaly.signal_id);
  return {
    headline: `${detector.name}: ${counted(alerts.total, 'alert')} in ${spanText(weeks)}, ${formatNumber(alerts.a_week)} a week`,
    span,
    budgets: budgetSteps(result),
    charts: result.charts.map((series) => ({
      signalId: series.signal.id,
      title: signalTitle(series.signal.labels, `signal ${series.signal.id}`),
      columns: series,
      regions: regionsOfAnomalies(bySignal.get(series.signal.id) ?? [], span, lowest),
    })),
    anomalies: anomalies
      .map((anomaly) => ({
        ...anomalyRow(anomaly),
        raised: anomaly.alert === 'raised',
        alertReason: anomaly.alert_reason,
      }))
      .sort(compareRows),
    leftOut: result.anomalies_total - anomalies.length,
    warnings,
  };
}

/** The stops of the slider, smallest budget first. */
export function budgetSteps({ budgets }: Pick<BacktestResult, 'budgets'>): BudgetStep[] {
  return budgets.map(({ false_alerts_a_week: budget, own, alerts, groups, groups_a_week: alertsAWeek }) => ({
    budget,
    label: budgetLabel(budget),
    own,
    alerts,
    alertsAWeek,
    text: `${budgetLabel(budget)}: ${counted(alerts, 'alert')}, told in ${counted(groups, 'message')}: at that rate ${counted(alertsAWeek, 'message')} a week`,
  }));
}

const WEEKS_A_MONTH = 4;
const DAYS_A_WEEK = 7;

/** A stretch as people say it: by the day below two weeks. */
function spanText(weeks: number): string {
  const days = Math.round(weeks * DAYS_A_WEEK * 10) / 10;
  return weeks < 2 ? counted(days, 'day') : counted(Math.round(weeks * 10) / 10, 'week');
}

/** A budget as people think of it: below one a week by the month, from one a day up by the day. */
function budgetLabel(budget: number): string {
  if (budget < 1) return `${counted(budget * WEEKS_A_MONTH, 'false alert')} in four weeks`;
  if (budget < DAYS_A_WEEK) return `${counted(budget, 'false alert')} a week`;
  return `${counted(Number((budget / DAYS_A_WEEK).toPrecision(2)), 'false alert')} a day`;
}

function counted(count: number, what: string): string {
  return `${formatNumber(count)} ${what}${count === 1 ? '' : 's'}`;
}

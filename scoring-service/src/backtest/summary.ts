import { SEVERITY_FROM, Severity, type Anomaly, type BacktestResult } from '@lapwing/contract';

/** Rows of a terminal. */
const SHOWN_ANOMALIES = 20;
const MINUTE_MS = 60_000;

/** How many anomalies a severity and those above it have, with how many that is a week; from `open_at` up. */
export function bySeverity(
  result: BacktestResult,
): { severity: Severity; anomalies: number; aWeek: number }[] {
  return Severity.options.flatMap((severity) => {
    const row = result.thresholds.find(({ score }) => score === SEVERITY_FROM[severity]);
    return row === undefined ? [] : [{ severity, anomalies: row.anomalies, aWeek: row.a_week }];
  });
}

/** What came out of a backtest, for a terminal. */
export function summaryOf(result: BacktestResult): string {
  const { detector, from, until, weeks, readings, signals, alerts, seconds } = result;
  const rows = bySeverity(result).map(({ severity, anomalies, aWeek }) => [
    `${severity} and above`,
    String(anomalies),
    aWeek.toFixed(2),
  ]);
  const budgets = result.budgets.map(({ false_alerts_a_week, own, alerts: told, groups_a_week }) => [
    `${false_alerts_a_week} false alerts a week`,
    String(told),
    groups_a_week.toFixed(2),
    own ? 'as it is' : '',
  ]);
  return [
    `${detector.name}: ${counted(signals.length, 'signal')}, ${counted(readings, 'reading')}`,
    `${from} to ${until} (${weeks.toFixed(1)} weeks), learned from ${result.learned_from}`,
    `scored in ${seconds.scoring.toFixed(1)} s, ${seconds.whole.toFixed(1)} s with reading`,
    ...result.warnings.map((warning) => `warning: ${warning}`),
    '',
    `${counted(alerts.total, 'alert')}, ${alerts.a_week.toFixed(2)} a week`,
    '',
    ...table([['budget', 'alerts', 'groups a week', ''], ...budgets], [1, 2]),
    '',
    ...table([['severity', 'anomalies', 'a week'], ...rows], [1, 2]),
    ...anomaliesOf(result),
  ].join('\n');
}

function anomaliesOf({ anomalies, anomalies_total: total }: BacktestResult): string[] {
  if (anomalies.length === 0) return [];
  const worst = [...anomalies].sort((a, b) => b.score - a.score).slice(0, SHOWN_ANOMALIES);
  const title =
    total > worst.length ? `The worst ${worst.length} of ${total} anomalies` : 'Anomalies, worst first';
  const cells = worst.map((anomaly) => [
    anomaly.start.replace('.000Z', 'Z'),
    lengthOf(anomaly),
    anomaly.severity,
    anomaly.score.toFixed(0),
    anomaly.alert === 'raised' ? 'alert' : '',
    anomaly.reason,
  ]);
  return ['', title, ...table([['start', 'for', 'severity', 'score', '', 'what'], ...cells], [3])];
}

/** How long an anomaly went on, in minutes. */
export function lengthOf({ start, end }: Anomaly): string {
  if (end === null) return 'goes on';
  return `${Math.max(1, Math.round((Date.parse(end) - Date.parse(start)) / MINUTE_MS))} min`;
}

/** Lines with padded columns; those at the places in `right` are numbers. */
function table(lines: string[][], right: number[]): string[] {
  const widths = lines[0].map((_, k) => Math.max(...lines.map((cells) => cells[k].length)));
  return lines.map((cells) =>
    `  ${cells.map((cell, k) => (right.includes(k) ? cell.padStart(widths[k]) : cell.padEnd(widths[k]))).join('  ')}`.trimEnd(),
  );
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

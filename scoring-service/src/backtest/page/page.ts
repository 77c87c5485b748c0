import type { Anomaly, BacktestResult } from '@lapwing/contract';
import { sortedLabels } from '../../signals/signal-id.ts';
import { bySeverity, lengthOf } from '../summary.ts';
import { chartSvg } from './chart-svg.ts';

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2rem auto; padding: 0 1rem; color: #1d2330; background: #fff }
  h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .3rem } p { margin: .2rem 0 }
  table { border-collapse: collapse; margin: .8rem 0 } th, td { text-align: left; padding: .2rem .9rem .2rem 0; vertical-align: top }
  td.n { text-align: right; font-variant-numeric: tabular-nums } tr.alert td { font-weight: 600 }
  svg { width: 100%; background: #f6f7f9; border-radius: 4px } svg text { font: 10px system-ui, sans-serif; fill: #5a6372 }
  .band { fill: #3b82f6; opacity: .16 } .range { fill: #1d2330; opacity: .25 } .value { fill: none; stroke: #1d2330; stroke-width: .9 }
  .LOW { fill: #5794F2 } .MEDIUM { fill: #EAB839 } .HIGH { fill: #FF780A } .CRITICAL { fill: #E02F44 } rect { opacity: .45 }
  @media (prefers-color-scheme: dark) {
    body { background: #14171f; color: #dde1ea } svg { background: #1d212b } svg text { fill: #97a0b0 }
    .range { fill: #dde1ea } .value { stroke: #dde1ea }
  }`;

/** A backtest as one page that needs nothing beside it: no script, no request. */
export function backtestPage(result: BacktestResult): string {
  const { detector, charts, anomalies, alerts, warnings } = result;
  const [from, until] = [Date.parse(result.from), Date.parse(result.until)];
  const bySignal = Map.groupBy(anomalies, (anomaly) => anomaly.signal_id);
  const severities = bySeverity(result).map(
    ({ severity, anomalies: count, aWeek }) =>
      `<tr><td>${severity} and above</td><td class="n">${count}</td><td class="n">${aWeek.toFixed(2)}</td></tr>`,
  );
  const budgets = result.budgets.map(
    ({ false_alerts_a_week, own, alerts: told, groups_a_week }) =>
      `<tr${own ? ' class="alert"' : ''}><td>${false_alerts_a_week}</td><td class="n">${told}</td><td class="n">${groups_a_week.toFixed(2)}</td></tr>`,
  );
  const drawn = charts.map((series) => {
    const own = bySignal.get(series.signal.id) ?? [];
    return `<h2>${escaped(titleOf(series.signal.labels))}</h2>${chartSvg(series, own, from, until)}${listOf(own)}`;
  });
  const left = result.signals.length - charts.length;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Backtest of ${escaped(detector.name)}</title><style>${STYLE}</style></head><body>
<h1>Backtest of ${escaped(detector.name)}</h1>
<p>${result.from} to ${result.until} (${result.weeks.toFixed(1)} weeks); learned from ${result.learned_from}</p>
<p>${result.signals.length} signals, ${result.readings.toLocaleString('en')} readings</p>
${warnings.map((warning) => `<p>Warning: ${escaped(warning)}</p>`).join('\n')}
<p><strong>${alerts.total} alerts, ${alerts.a_week.toFixed(2)} a week</strong></p>
<table><tr><th>budget, false alerts a week</th><th>alerts</th><th>groups a week</th></tr>${budgets.join('')}</table>
<table><tr><th></th><th>anomalies</th><th>a week</th></tr>${severities.join('')}</table>
${drawn.join('\n')}
${left > 0 ? `<p>${left} more signals, none of them with a higher score.</p>` : ''}
</body></html>
`;
}

function listOf(anomalies: readonly Anomaly[]): string {
  const rows = anomalies.map(
    (anomaly) =>
      `<tr><td>${anomaly.start.slice(0, 16).replace('T', ' ')}</td><td>${lengthOf(anomaly)}</td><td>${anomaly.severity}</td><td>${anomaly.alert === 'raised' ? 'alert' : ''}</td><td>${escaped(anomaly.reason)}</td></tr>`,
  );
  return rows.length === 0 ? '' : `<table>${rows.join('')}</table>`;
}

function titleOf(labels: Record<string, string>): string {
  return (
    sortedLabels(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ') || 'the signal'
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Labels and names come from outside. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
}

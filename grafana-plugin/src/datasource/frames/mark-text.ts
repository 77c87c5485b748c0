import { locationUtil } from '@grafana/data';
import type { Anomaly } from '@lapwing/contract';
import { type Mark, NOTHING, formatNumber, formatScore, severityName, signalTitle } from '@lapwing/visuals';
import { signalPath, spanAround } from '../../app/routes.ts';
import { escapeHtml } from './escape-html.ts';

/** A tooltip longer than this hides the chart. */
const MOST_LINES = 5;
const MOST_TAGS = 4;

/** What a mark is called: HTML. */
export function markTitle({ severity, anomalies }: Mark): string {
  const name = severityName(severity);
  const [first] = anomalies;
  if (first && anomalies.length === 1) return escapeHtml(`${name} anomaly: ${titleOf(first)}`);
  const signals = new Set(anomalies.map(({ signal_id }) => signal_id)).size;
  const where = signals === 1 && first ? titleOf(first) : `${signals} signals`;
  return escapeHtml(`${name}: ${anomalies.length} anomalies, ${where}`);
}

/** Why, for the worst of the mark's anomalies, each with a link to its chart: HTML, all values escaped. */
export function markText({ anomalies }: Mark, now: number): string {
  const lines = anomalies.slice(0, MOST_LINES).map((anomaly) => lineOf(anomaly, anomalies.length > 1, now));
  const left = anomalies.length - lines.length;
  return [...lines, ...(left > 0 ? [`and ${left} milder`] : [])].join('<br/>');
}

/** Severity and services: plain text. */
export function markTags({ severity, anomalies }: Mark): string[] {
  const services = new Set(anomalies.flatMap(({ labels }) => labels['service'] ?? []));
  return [severity, ...[...services].slice(0, MOST_TAGS)];
}

function lineOf(anomaly: Anomaly, named: boolean, now: number): string {
  const { actual, expected, score } = anomaly;
  const readings =
    formatNumber(actual) === NOTHING
      ? ''
      : `${formatNumber(actual)}, expected ${formatNumber(expected)}, score ${formatScore(score)}`;
  const said = `${named ? `${titleOf(anomaly)}: ` : ''}${anomaly.reason} (${readings})`;
  const end = anomaly.end === null ? null : Date.parse(anomaly.end);
  const href = locationUtil.assureBaseUrl(
    signalPath(anomaly.signal_id, spanAround(Date.parse(anomaly.start), end, now)),
  );
  return `${escapeHtml(said)} <a href="${escapeHtml(href)}">Chart</a>`;
}

function titleOf(anomaly: Anomaly): string {
  return signalTitle(anomaly.labels, `signal ${anomaly.signal_id}`);
}

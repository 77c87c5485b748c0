import { type DataFrame, DataTopic, FieldType, createDataFrame } from '@grafana/data';
import type { Anomaly } from '@lapwing/contract';
import { formatNumber, formatScore, severityColour, severityName, signalTitle } from '@lapwing/visuals';
import { APP_ROOT } from '../../ids.ts';
import { escapeHtml } from './escape-html.ts';
import { ANOMALY_FIELDS } from './field-names.ts';

/** Anomalies as a table: one row each. */
export function anomaliesTable(refId: string, anomalies: readonly Anomaly[]): DataFrame {
  const text = (name: string, of: (anomaly: Anomaly) => string, displayName: string) => ({
    name,
    type: FieldType.string,
    values: anomalies.map(of),
    config: { displayNameFromDS: displayName },
  });
  const number = (name: string, of: (anomaly: Anomaly) => number, displayName: string) => ({
    name,
    type: FieldType.number,
    values: anomalies.map(of),
    config: { displayNameFromDS: displayName },
  });
  return createDataFrame({
    refId,
    name: 'Anomalies',
    meta: { preferredVisualisationType: 'table' },
    fields: [
      { ...times(ANOMALY_FIELDS.start, anomalies, (a) => a.start), config: { displayNameFromDS: 'Start' } },
      { ...times(ANOMALY_FIELDS.end, anomalies, (a) => a.end), config: { displayNameFromDS: 'End' } },
      text(ANOMALY_FIELDS.severity, (a) => a.severity, 'Severity'),
      withLink(text('signal', titleOf, 'Signal')),
      text(ANOMALY_FIELDS.reason, (a) => a.reason, 'Reason'),
      number(ANOMALY_FIELDS.score, (a) => a.score, 'Score'),
      number('actual', (a) => a.actual, 'Actual'),
      number('expected', (a) => a.expected, 'Expected'),
      text('alert', (a) => a.alert, 'Alert'),
      text(ANOMALY_FIELDS.signalId, (a) => a.signal_id, 'Signal id'),
      text(ANOMALY_FIELDS.id, (a) => a.id, 'Anomaly id'),
    ],
  });
}

/**
 * Anomalies as Grafana's panels mark them on a chart: regions of the annotation topic, each with its colour.
 * Grafana shows `title` and `text` as HTML, so both are escaped; our own panel reads the plain columns behind them.
 */
export function anomalyRegions(refId: string, anomalies: readonly Anomaly[], until: number): DataFrame {
  const column = (name: string, of: (anomaly: Anomaly) => string) => ({
    name,
    type: FieldType.string,
    values: anomalies.map(of),
  });
  return createDataFrame({
    refId,
    name: 'Anomalies',
    meta: { dataTopic: DataTopic.Annotations },
    fields: [
      times(ANOMALY_FIELDS.start, anomalies, (a) => a.start),
      // An anomaly that goes on is marked up to the end of what is shown.
      times(ANOMALY_FIELDS.end, anomalies, (a) => a.end ?? new Date(until).toISOString()),
      { name: 'isRegion', type: FieldType.boolean, values: anomalies.map(() => true) },
      column('color', (a) => severityColour(a.severity)),
      column('title', (a) => escapeHtml(`${severityName(a.severity)} anomaly: ${titleOf(a)}`)),
      column('text', (a) =>
        escapeHtml(
          `${a.reason} (${formatNumber(a.actual)}, expected ${formatNumber(a.expected)}, score ${formatScore(a.score)})`,
        ),
      ),
      { name: 'tags', type: FieldType.other, values: anomalies.map((a) => [a.severity]) },
      // No id of Grafana's own: nobody can edit these by hand.
      { name: 'id', type: FieldType.number, values: anomalies.map(() => 0) },
      { name: 'open', type: FieldType.boolean, values: anomalies.map((a) => a.end === null) },
      column(ANOMALY_FIELDS.severity, (a) => a.severity),
      column(ANOMALY_FIELDS.reason, (a) => a.reason),
      { name: ANOMALY_FIELDS.score, type: FieldType.number, values: anomalies.map((a) => a.score) },
      column(ANOMALY_FIELDS.signalId, (a) => a.signal_id),
      column(ANOMALY_FIELDS.id, (a) => a.id),
    ],
  });
}

/** Grafana fills the row's own id in, and puts the path that it is served from in front. */
function withLink<T extends { config: object }>(column: T) {
  const url = `${APP_ROOT}/signals/\${__data.fields.${ANOMALY_FIELDS.signalId}:percentencode}`;
  return { ...column, config: { ...column.config, links: [{ title: 'Open the signal', url }] } };
}

function titleOf(anomaly: Anomaly): string {
  return signalTitle(anomaly.labels, `signal ${anomaly.signal_id}`);
}

function times(name: string, anomalies: readonly Anomaly[], of: (anomaly: Anomaly) => string | null) {
  const values = anomalies.map((anomaly) => {
    const time = of(anomaly);
    return time === null ? null : Date.parse(time);
  });
  return { name, type: FieldType.time, values };
}

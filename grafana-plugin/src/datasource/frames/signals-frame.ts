import { type DataFrame, FieldType, createDataFrame } from '@grafana/data';
import type { Signal } from '@lapwing/contract';
import { signalTitle } from '@lapwing/visuals';

/** Signals as a table, in the service's order: worst first. */
export function signalsTable(refId: string, signals: readonly Signal[]): DataFrame {
  const time = (value: string | null): number | null => (value === null ? null : Date.parse(value));
  return createDataFrame({
    refId,
    name: 'Signals',
    meta: { preferredVisualisationType: 'table' },
    fields: [
      {
        name: 'signal',
        type: FieldType.string,
        values: signals.map((s) => signalTitle(s.labels, `signal ${s.id}`)),
        config: { displayNameFromDS: 'Signal' },
      },
      {
        name: 'severity',
        type: FieldType.string,
        values: signals.map((s) => s.open_severity),
        config: { displayNameFromDS: 'Anomalous now' },
      },
      {
        name: 'last_score',
        type: FieldType.number,
        values: signals.map((s) => s.last_score),
        config: { displayNameFromDS: 'Last score' },
      },
      {
        name: 'last_value',
        type: FieldType.number,
        values: signals.map((s) => s.last_value),
        config: { displayNameFromDS: 'Last value' },
      },
      {
        name: 'last_seen',
        type: FieldType.time,
        values: signals.map((s) => time(s.last_seen)),
        config: { displayNameFromDS: 'Last reading' },
      },
      {
        name: 'source',
        type: FieldType.string,
        values: signals.map((s) => s.source),
        config: { displayNameFromDS: 'Source' },
      },
      {
        name: 'signal_id',
        type: FieldType.string,
        values: signals.map((s) => s.id),
        config: { displayNameFromDS: 'Signal id' },
      },
    ],
  });
}

import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { Severity } from '@lapwing/contract';
import { type ChartColumns, type Region, isAtLeast } from '@lapwing/visuals';
import { anomalyFrames } from '../../datasource/frames/anomaly-frames.ts';
import { ANOMALY_FIELDS, SCORE_FIELDS } from '../../datasource/frames/field-names.ts';

/** One drawable series of the panel's data. */
export interface PanelSeries {
  /** The signal's id, or the frame's place where it is not one of ours. */
  key: string;
  title: string;
  columns: ChartColumns;
  /** Of the values: brings the unit and the decimals that the panel's options ask for. */
  valueField: Field;
}

/**
 * The frames that can be drawn: a time and a number. Frames of our data source bring bounds and scores; of any
 * other one the first number column is the value, so that the panel shows something sensible for every source.
 */
export function readSeries(frames: readonly DataFrame[]): PanelSeries[] {
  return frames.flatMap((frame, index) => {
    const named = (name: string): Field | undefined =>
      frame.fields.find((field) => field.name === name && field.type === FieldType.number);
    const time = frame.fields.find((field) => field.type === FieldType.time);
    const valueField =
      named(SCORE_FIELDS.value) ?? frame.fields.find((field) => field.type === FieldType.number);
    if (!time || !valueField || frame.length === 0) return [];
    const optional = (name: 'expected' | 'lower' | 'upper' | 'score' | 'value_min' | 'value_max') => {
      const field = named(SCORE_FIELDS[name]);
      return field && field !== valueField ? { [name]: field.values as (number | null)[] } : {};
    };
    const columns: ChartColumns = {
      time: time.values as number[],
      value: valueField.values as (number | null)[],
      ...optional('expected'),
      ...optional('lower'),
      ...optional('upper'),
      ...optional('score'),
      ...optional('value_min'),
      ...optional('value_max'),
    };
    const id: unknown = frame.meta?.custom?.['signalId'];
    return [
      {
        key: typeof id === 'string' ? id : `frame ${index}`,
        title: frame.name ?? valueField.config.displayNameFromDS ?? valueField.name,
        columns,
        valueField,
      },
    ];
  });
}

/** The anomalies of one series among the panel's annotations. Undefined when nobody sent any for any signal. */
export function readRegions(
  annotations: readonly DataFrame[],
  key: string,
  lowest: Severity,
): Region[] | undefined {
  const ours = anomalyFrames(annotations);
  if (ours.length === 0) return undefined;
  return ours.flatMap((frame) => {
    const regions: Region[] = [];
    for (let row = 0; row < frame.length; row++) {
      const severity = Severity.safeParse(column(frame, ANOMALY_FIELDS.severity)?.values[row]);
      const from: unknown = column(frame, ANOMALY_FIELDS.start)?.values[row];
      const to: unknown = column(frame, ANOMALY_FIELDS.end)?.values[row];
      if (!severity.success || !isAtLeast(severity.data, lowest)) continue;
      if (typeof from !== 'number' || typeof to !== 'number') continue;
      if (column(frame, ANOMALY_FIELDS.signalId)?.values[row] !== key) continue;
      regions.push({
        from,
        to,
        severity: severity.data,
        end: column(frame, 'open')?.values[row] === true ? null : to,
        score: Number(column(frame, ANOMALY_FIELDS.score)?.values[row] ?? 0),
        reason: String(column(frame, ANOMALY_FIELDS.reason)?.values[row] ?? ''),
        anomalyId: String(column(frame, ANOMALY_FIELDS.id)?.values[row] ?? ''),
      });
    }
    return regions;
  });
}

function column(frame: DataFrame, name: string): Field | undefined {
  return frame.fields.find((field) => field.name === name);
}

import type { DataFrame, Field } from '@grafana/data';
import { Severity } from '@lapwing/contract';
import { type LaneMark, isAtLeast } from '@lapwing/visuals';
import { anomalyFrames } from '../../datasource/frames/anomaly-frames.ts';
import { ANOMALY_FIELDS } from '../../datasource/frames/field-names.ts';

/**
 * Anomalies out of the frames of our data source: tables of them, and the regions that come with scores. An anomaly that
 * several frames tell of counts once. Undefined when no frame is one of ours.
 */
export function readMarks(frames: readonly DataFrame[], lowest: Severity): LaneMark[] | undefined {
  const ours = anomalyFrames(frames);
  if (ours.length === 0) return undefined;
  const titles = new Map(
    frames.flatMap((frame): [string, string][] => {
      const id: unknown = frame.meta?.custom?.['signalId'];
      return typeof id === 'string' && frame.name !== undefined ? [[id, frame.name]] : [];
    }),
  );
  const marks = new Map<string, LaneMark>();
  for (const frame of ours) {
    for (let row = 0; row < frame.length; row++) {
      const mark = markOf(frame, row, titles);
      if (mark && isAtLeast(mark.severity, lowest)) marks.set(mark.anomalyId, mark);
    }
  }
  return [...marks.values()];
}

function markOf(frame: DataFrame, row: number, titles: ReadonlyMap<string, string>): LaneMark | undefined {
  const cell = (name: string): unknown => column(frame, name)?.values[row];
  const severity = Severity.safeParse(cell(ANOMALY_FIELDS.severity));
  const start = cell(ANOMALY_FIELDS.start);
  const end = cell(ANOMALY_FIELDS.end);
  if (!severity.success || typeof start !== 'number') return undefined;
  const signalId = String(cell(ANOMALY_FIELDS.signalId) ?? '');
  const named = cell('signal');
  return {
    anomalyId: String(cell(ANOMALY_FIELDS.id) ?? ''),
    signalId,
    title: typeof named === 'string' ? named : (titles.get(signalId) ?? `signal ${signalId}`),
    severity: severity.data,
    score: Number(cell(ANOMALY_FIELDS.score) ?? 0),
    start,
    end: typeof end === 'number' && cell('open') !== true ? end : null,
  };
}

function column(frame: DataFrame, name: string): Field | undefined {
  return frame.fields.find((field) => field.name === name);
}

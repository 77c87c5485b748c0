import { type DataFrame, isDataFrame } from '@grafana/data';
import { ANOMALY_FIELDS } from './field-names.ts';

/** Where a frame of marks keeps its anomalies one by one, in `meta.custom`. */
const KEPT = 'anomalies';

/**
 * A frame of marks, each of which may stand for many anomalies, with these beside it: stock panels lay marks over each
 * other and must get few, our own show each anomaly on its signal.
 */
export function withAnomalies(marks: DataFrame, anomalies: DataFrame): DataFrame {
  return { ...marks, meta: { ...marks.meta, custom: { ...marks.meta?.custom, [KEPT]: anomalies } } };
}

/** The frames among these (or kept in them) that hold anomalies of ours, a row each. */
export function anomalyFrames(frames: readonly DataFrame[]): DataFrame[] {
  return frames
    .map((frame): DataFrame => {
      const kept: unknown = frame.meta?.custom?.[KEPT];
      return isDataFrame(kept) ? kept : frame;
    })
    .filter(({ fields }) => fields.some(({ name }) => name === ANOMALY_FIELDS.id));
}

import type { Anomaly, Severity } from '@lapwing/contract';
import { isAtLeast, severityFrom, worstFirst } from '../severity.ts';
import type { ChartColumns } from './columns.ts';

/** A stretch of time that is shaded; [from, to] in epoch ms, `from <= to`. */
export interface Region {
  from: number;
  to: number;
  severity: Severity;
  /** Null while the anomaly goes on: the region then ends with what is known. */
  end: number | null;
  score: number;
  /** Empty when nobody said why: the region was read from scores alone. */
  reason: string;
  anomalyId: string;
}

export interface TimeSpan {
  from: number;
  to: number;
}

/** More than this many can't be told apart on a screen, and each costs drawing time: the worst are kept. */
export const MOST_REGIONS = 300;

/** The anomalies of `span` at or above `lowest`, as regions in order of time, clipped to the span. */
export function regionsOfAnomalies(
  anomalies: readonly Anomaly[],
  span: TimeSpan,
  lowest: Severity,
): Region[] {
  const regions = anomalies
    .filter((anomaly) => isAtLeast(anomaly.severity, lowest))
    .map((anomaly) => {
      const end = anomaly.end === null ? null : Date.parse(anomaly.end);
      return {
        from: Math.max(Date.parse(anomaly.start), span.from),
        to: Math.min(end ?? span.to, span.to),
        severity: anomaly.severity,
        end,
        score: anomaly.score,
        reason: anomaly.reason,
        anomalyId: anomaly.id,
      };
    })
    .filter((region) => region.from <= region.to);
  return worstInOrder(regions);
}

/** Where nobody sent anomalies: runs of rows whose score reaches `lowest`, each with its worst severity. */
export function regionsOfScores(columns: ChartColumns, lowest: Severity): Region[] {
  const { time, score = [] } = columns;
  const regions: Region[] = [];
  let open: Region | undefined;
  time.forEach((from, row) => {
    const height = score[row] ?? 0;
    const severity = severityFrom(height, lowest);
    if (severity === undefined) {
      open = undefined;
      return;
    }
    const to = time[row + 1] ?? from;
    if (open === undefined) {
      open = { from, to, end: to, severity, score: height, reason: '', anomalyId: '' };
      regions.push(open);
      return;
    }
    open.to = to;
    open.end = to;
    if (height > open.score) {
      open.score = height;
      open.severity = severity;
    }
  });
  return worstInOrder(regions);
}

/** The worst region that holds `time`, if any. */
export function regionAt(regions: readonly Region[], time: number): Region | undefined {
  return regions
    .filter((region) => region.from <= time && time <= region.to)
    .sort((a, b) => worstFirst(a.severity, b.severity) || b.score - a.score)[0];
}

function worstInOrder(regions: Region[]): Region[] {
  const kept =
    regions.length <= MOST_REGIONS
      ? regions
      : regions
          .sort((a, b) => worstFirst(a.severity, b.severity) || b.score - a.score)
          .slice(0, MOST_REGIONS);
  // The mild ones first where two begin together, so that the worse is drawn over it.
  return kept.sort((a, b) => a.from - b.from || worstFirst(b.severity, a.severity));
}

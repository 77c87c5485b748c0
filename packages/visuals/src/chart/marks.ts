import type { Anomaly, Severity } from '@lapwing/contract';
import { SEVERITIES, worstFirst } from '../severity.ts';
import { MOST_REGIONS, type TimeSpan } from './regions.ts';

/** One region over a chart of several series: the anomalies of one severity that it stands for. Epoch ms. */
export interface Mark {
  from: number;
  to: number;
  /** Of its worst anomaly. */
  severity: Severity;
  /** One of its anomalies goes on. */
  open: boolean;
  /** Worst first, never empty. */
  anomalies: readonly Anomaly[];
}

/**
 * The anomalies of `span` as at most `most` marks, in order of time; an open anomaly reaches to the span's end.
 * Those of one severity that lie within `nearMs` of each other become one mark, and as much further apart as it
 * takes to keep to `most` (at least 4, one a severity). A mark inside a worse one joins it: it could not be seen.
 * No anomaly gets lost: each stands in exactly one mark.
 */
export function marksOf(
  anomalies: readonly Anomaly[],
  span: TimeSpan,
  nearMs: number,
  most: number = MOST_REGIONS,
): Mark[] {
  const layers = SEVERITIES.map((severity) => layerOf(anomalies, severity, span));
  const near = nearness(layers, nearMs, span.to - span.from, most);
  return absorbed(layers.flatMap((layer) => joined(layer, near)))
    .map((mark) => ({ ...mark, anomalies: [...mark.anomalies].sort(worstAnomalyFirst) }))
    .sort((a, b) => a.from - b.from || worstFirst(b.severity, a.severity));
}

/** One mark an anomaly, in order of time, clipped to the span. */
function layerOf(anomalies: readonly Anomaly[], severity: Severity, span: TimeSpan): Mark[] {
  return anomalies
    .filter((anomaly) => anomaly.severity === severity)
    .map((anomaly) => ({
      from: Math.max(Date.parse(anomaly.start), span.from),
      to: Math.min(anomaly.end === null ? span.to : Date.parse(anomaly.end), span.to),
      severity,
      open: anomaly.end === null,
      anomalies: [anomaly],
    }))
    .filter((mark) => mark.from <= mark.to)
    .sort((a, b) => a.from - b.from);
}

/** The smallest distance, at least `least`, by which the layers come down to `most` marks together. */
function nearness(layers: readonly Mark[][], least: number, length: number, most: number): number {
  const fits = (near: number): boolean =>
    layers.reduce((marks, layer) => marks + countJoined(layer, near), 0) <= most;
  if (fits(least)) return least;
  let tooNear = least;
  let enough = Math.max(least, length);
  while (enough - tooNear > 1) {
    const middle = Math.floor((tooNear + enough) / 2);
    if (fits(middle)) enough = middle;
    else tooNear = middle;
  }
  return enough;
}

function countJoined(layer: readonly Mark[], near: number): number {
  let count = 0;
  let end = -Infinity;
  for (const { from, to } of layer) {
    if (from - end > near) count++;
    end = Math.max(end, to);
  }
  return count;
}

function joined(layer: readonly Mark[], near: number): Mark[] {
  const marks: (Mark & { anomalies: Anomaly[] })[] = [];
  for (const mark of layer) {
    const last = marks.at(-1);
    if (last === undefined || mark.from - last.to > near) {
      marks.push({ ...mark, anomalies: [...mark.anomalies] });
      continue;
    }
    last.to = Math.max(last.to, mark.to);
    last.open ||= mark.open;
    last.anomalies.push(...mark.anomalies);
  }
  return marks;
}

function absorbed(marks: readonly Mark[]): Mark[] {
  const kept: (Mark & { anomalies: Anomaly[] })[] = [];
  for (const mark of [...marks].sort((a, b) => worstFirst(a.severity, b.severity))) {
    const over = kept.find(
      (worse) => worse.severity !== mark.severity && worse.from <= mark.from && mark.to <= worse.to,
    );
    if (over === undefined) {
      kept.push({ ...mark, anomalies: [...mark.anomalies] });
      continue;
    }
    over.anomalies.push(...mark.anomalies);
    over.open ||= mark.open;
  }
  return kept;
}

function worstAnomalyFirst(a: Anomaly, b: Anomaly): number {
  return worstFirst(a.severity, b.severity) || b.score - a.score || (a.start < b.start ? -1 : 1);
}

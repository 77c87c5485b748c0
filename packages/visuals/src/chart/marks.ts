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
 * Those of one severity that lie within `nearMs` of each other become one mark; if these are too many still, those
 * that begin within the same stretch of time do, as short a stretch as keeps to `most` (at least 4, one a severity).
 * A mark inside a worse one joins it: it could not be seen. No anomaly gets lost: each stands in exactly one mark.
 */
export function marksOf(
  anomalies: readonly Anomaly[],
  span: TimeSpan,
  nearMs: number,
  most: number = MOST_REGIONS,
): Mark[] {
  const layers = SEVERITIES.map((severity) => near(layerOf(anomalies, severity, span), nearMs));
  const stretch = shortestStretch(layers, span.to - span.from, most);
  return absorbed(layers.flatMap((layer) => together(layer, stretch)))
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

/** The shortest stretch (0: none) by which the layers come down to `most` marks together. */
function shortestStretch(layers: readonly Mark[][], length: number, most: number): number {
  const fits = (stretch: number): boolean =>
    layers.reduce((marks, layer) => marks + together(layer, stretch).length, 0) <= most;
  if (layers.reduce((marks, layer) => marks + layer.length, 0) <= most) return 0;
  let tooShort = 0;
  let enough = length;
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2);
    if (fits(middle)) enough = middle;
    else tooShort = middle;
  }
  return enough;
}

function near(layer: readonly Mark[], distance: number): Mark[] {
  return joined(layer, (last, next) => next.from - last.to <= distance);
}

function together(layer: readonly Mark[], stretch: number): Mark[] {
  return stretch === 0 ? [...layer] : joined(layer, (last, next) => next.from - last.from <= stretch);
}

function joined(layer: readonly Mark[], belong: (last: Mark, next: Mark) => boolean): Mark[] {
  const marks: (Mark & { anomalies: Anomaly[] })[] = [];
  for (const mark of layer) {
    const last = marks.at(-1);
    if (last === undefined || !belong(last, mark)) {
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

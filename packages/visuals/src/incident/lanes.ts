import type { Anomaly, Severity } from '@lapwing/contract';
import { worstFirst } from '../severity.ts';
import { signalTitle } from '../text/signal-title.ts';

/** A stretch of a lane that is coloured. Times in epoch ms. */
export interface LaneSpan {
  start: number;
  end: number;
  severity: Severity;
  score: number;
  anomalyId: string;
}

/** One signal over time. */
export interface Lane {
  signalId: string;
  title: string;
  severity: Severity;
  score: number;
  /** In order of start; where they overlap the worse one is drawn last. */
  spans: LaneSpan[];
}

/**
 * Swim lanes of the anomalies that reach into [from, to), one a signal: worst first, then loudest, then earliest. An open
 * anomaly reaches to `to`.
 */
export function swimLanes(anomalies: readonly Anomaly[], from: number, to: number): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const anomaly of anomalies) {
    const span = spanOf(anomaly, from, to);
    if (span === undefined) continue;
    const known = lanes.get(anomaly.signal_id);
    if (known === undefined) lanes.set(anomaly.signal_id, laneOf(anomaly, span));
    else {
      known.spans.push(span);
      if (worstFirst(span.severity, known.severity) < 0) known.severity = span.severity;
      known.score = Math.max(known.score, span.score);
    }
  }
  for (const { spans } of lanes.values()) spans.sort((a, b) => a.start - b.start || a.score - b.score);
  return [...lanes.values()].sort(compareLanes);
}

function spanOf(anomaly: Anomaly, from: number, to: number): LaneSpan | undefined {
  const start = Math.max(from, Date.parse(anomaly.start));
  const end = Math.min(to, anomaly.end === null ? to : Date.parse(anomaly.end));
  if (start >= to || end <= from) return undefined;
  return { start, end, severity: anomaly.severity, score: anomaly.score, anomalyId: anomaly.id };
}

function laneOf({ signal_id, labels, severity, score }: Anomaly, span: LaneSpan): Lane {
  const title = signalTitle(labels, `signal ${signal_id}`);
  return { signalId: signal_id, title, severity, score, spans: [span] };
}

function compareLanes(a: Lane, b: Lane): number {
  return (
    worstFirst(a.severity, b.severity) ||
    b.score - a.score ||
    a.spans[0].start - b.spans[0].start ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)
  );
}

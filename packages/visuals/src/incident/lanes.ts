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

/** What a lane is made of. Times in epoch ms; `end` is null while it goes on. */
export interface LaneMark {
  anomalyId: string;
  signalId: string;
  title: string;
  severity: Severity;
  score: number;
  start: number;
  end: number | null;
}

/** Swim lanes of the anomalies that reach into [from, to): see `lanesOfMarks`. */
export function swimLanes(anomalies: readonly Anomaly[], from: number, to: number): Lane[] {
  const marks = anomalies.map(
    ({ id, signal_id: signalId, labels, severity, score, start, end }): LaneMark => ({
      ...{ anomalyId: id, signalId, severity, score },
      title: signalTitle(labels, `signal ${signalId}`),
      start: Date.parse(start),
      end: end === null ? null : Date.parse(end),
    }),
  );
  return lanesOfMarks(marks, from, to);
}

/**
 * One lane a signal of the marks that reach into [from, to): worst first, then loudest, then earliest. A mark without
 * an end reaches to `to`.
 */
export function lanesOfMarks(marks: readonly LaneMark[], from: number, to: number): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const mark of marks) {
    const span = spanOf(mark, from, to);
    if (span === undefined) continue;
    const known = lanes.get(mark.signalId);
    const { signalId, title, severity, score } = mark;
    if (known === undefined) lanes.set(signalId, { signalId, title, severity, score, spans: [span] });
    else {
      known.spans.push(span);
      if (worstFirst(span.severity, known.severity) < 0) known.severity = span.severity;
      known.score = Math.max(known.score, span.score);
    }
  }
  for (const { spans } of lanes.values()) spans.sort((a, b) => a.start - b.start || a.score - b.score);
  return [...lanes.values()].sort(compareLanes);
}

function spanOf(mark: LaneMark, from: number, to: number): LaneSpan | undefined {
  const start = Math.max(from, mark.start);
  const end = Math.min(to, mark.end ?? to);
  if (start >= to || end < from || (end === from && mark.start < from)) return undefined;
  return { start, end, severity: mark.severity, score: mark.score, anomalyId: mark.anomalyId };
}

/** The loudest mark of a lane at `time`, or within `slack` of it (ms): a mark may be narrower than a pixel. */
export function spanAt({ spans }: Lane, time: number, slack: number): LaneSpan | undefined {
  const near = spans.filter(({ start, end }) => start - slack <= time && time <= end + slack);
  return near.reduce<LaneSpan | undefined>(
    (loudest, span) => (loudest === undefined || span.score >= loudest.score ? span : loudest),
    undefined,
  );
}

function compareLanes(a: Lane, b: Lane): number {
  return (
    worstFirst(a.severity, b.severity) ||
    b.score - a.score ||
    a.spans[0].start - b.spans[0].start ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)
  );
}

import type { Anomaly } from '@lapwing/contract';
import { runsOf } from '../metrics/ranges.ts';
import type { Told } from './told.ts';

const HOUR_MS = 3_600_000;
/** As the budget counts: what is told within an hour, or twelve intervals, is one interruption. */
const GAP_INTERVALS = 12;

export interface AlertCount {
  /** Weeks without an incident. */
  quietWeeks: number;
  /** False alerts in them: those told together counted once, and one by one. */
  falseGroups: number;
  falseAlerts: number;
  /** Labelled incidents, and those of them that an alert was told in. */
  incidents: number;
  found: number;
  withheld: number;
}

/** What was told, held against the labels (1: in an incident). */
export function countAlerts(
  { anomalies, intervalMs }: Told,
  timesMs: Float64Array,
  labels: Uint8Array,
): AlertCount {
  const incidents = runsOf(labels).map(({ first, last }): Span => [
    timesMs[first],
    timesMs[last] + intervalMs,
  ]);
  const raised = anomalies.filter(({ alert }) => alert === 'raised').map(spanOf);
  const overlaps = ([start, end]: Span): boolean => incidents.some(([from, to]) => start < to && end > from);
  const wrong = raised.filter((span) => !overlaps(span)).sort((a, b) => a[0] - b[0]);
  const gap = Math.max(HOUR_MS, GAP_INTERVALS * intervalMs);
  let falseGroups = 0;
  let until = -Infinity;
  for (const [start, end] of wrong) {
    if (start > until + gap) falseGroups++;
    until = Math.max(until, end);
  }
  return {
    quietWeeks:
      (labels.reduce((sum, label) => sum + (label === 0 ? 1 : 0), 0) * intervalMs) / (168 * HOUR_MS),
    falseGroups,
    falseAlerts: wrong.length,
    incidents: incidents.length,
    found: incidents.filter(([from, to]) => raised.some(([start, end]) => start < to && end > from)).length,
    withheld: anomalies.filter(({ alert }) => alert === 'withheld').length,
  };
}

type Span = [start: number, end: number];

function spanOf({ start, end, peak }: Anomaly): Span {
  return [Date.parse(start), end === null ? Date.parse(peak) + 1 : Date.parse(end)];
}

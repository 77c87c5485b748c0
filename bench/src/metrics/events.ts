import { runsOf } from './ranges.ts';

/** How alarms (rows at or above a threshold) meet labelled events. */
export interface EventCounts {
  /** Labelled events with an alarm inside. */
  found: number;
  events: number;
  /** Runs of alarms that touch no labelled event. */
  falseAlerts: number;
  precision: number;
  recall: number;
  f1: number;
  /** Rows from an event's start to its first alarm, median over the found ones; NaN when none was. */
  medianDelay: number;
}

/** Alarms less than `gap` rows apart are one alert: a person is not told twice. */
export function eventCounts(labels: ArrayLike<number>, alarms: ArrayLike<number>, gap: number): EventCounts {
  const events = runsOf(labels);
  const raw = runsOf(alarms);
  const alerts: typeof raw = [];
  for (const run of raw) {
    const before = alerts.at(-1);
    if (before && run.first - before.last <= gap) before.last = run.last;
    else alerts.push({ ...run });
  }
  const delays: number[] = [];
  for (const { first, last } of events) {
    for (let i = first; i <= last; i++) {
      if (!alarms[i]) continue;
      delays.push(i - first);
      break;
    }
  }
  const falseAlerts = alerts.filter(
    (a) => !events.some((e) => a.first <= e.last && e.first <= a.last),
  ).length;
  const found = delays.length;
  const precision = found + falseAlerts === 0 ? 0 : found / (found + falseAlerts);
  const recall = events.length === 0 ? 0 : found / events.length;
  delays.sort((a, b) => a - b);
  return {
    found,
    events: events.length,
    falseAlerts,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    medianDelay: delays.length ? delays[delays.length >> 1] : NaN,
  };
}

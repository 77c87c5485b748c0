import type { Anomaly, Severity } from '@lapwing/contract';
import { worstFirst } from '../severity.ts';
import { signalTitle } from '../text/signal-title.ts';
import { whyText } from '../text/why-text.ts';

/** An anomaly as a list shows it. Times in epoch ms; `end` is null while it goes on. */
export interface AnomalyRow {
  id: string;
  signalId: string;
  title: string;
  severity: Severity;
  score: number;
  reason: string;
  /** The part of the reason that signal and readings don't tell. */
  why: string;
  start: number;
  end: number | null;
  actual: number;
  expected: number;
}

export function anomalyRow(anomaly: Anomaly): AnomalyRow {
  return {
    id: anomaly.id,
    signalId: anomaly.signal_id,
    title: signalTitle(anomaly.labels, `signal ${anomaly.signal_id}`),
    severity: anomaly.severity,
    score: anomaly.score,
    reason: anomaly.reason,
    why: whyText(anomaly.reason),
    start: Date.parse(anomaly.start),
    end: anomaly.end === null ? null : Date.parse(anomaly.end),
    actual: anomaly.actual,
    expected: anomaly.expected,
  };
}

/** Worst severity first, then highest score, then the one that began first, then by title: a fixed order. */
export function compareRows(a: AnomalyRow, b: AnomalyRow): number {
  return (
    worstFirst(a.severity, b.severity) ||
    b.score - a.score ||
    a.start - b.start ||
    (a.title < b.title ? -1 : a.title > b.title ? 1 : 0)
  );
}

/** Signals that are anomalous now: one row a signal, its worst open anomaly, worst signal first. */
export function anomalousNow(anomalies: readonly Anomaly[]): AnomalyRow[] {
  const worst = new Map<string, AnomalyRow>();
  for (const row of anomalies.map(anomalyRow)) {
    if (row.end !== null) continue;
    const known = worst.get(row.signalId);
    if (known === undefined || compareRows(row, known) < 0) worst.set(row.signalId, row);
  }
  return [...worst.values()].sort(compareRows);
}

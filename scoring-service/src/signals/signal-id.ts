import { createHash } from 'node:crypto';
import type { Labels, SignalKind } from '@lapwing/contract';

/** `key=value` pairs in the order of their keys' code units: one spelling for one set of labels. */
export function sortedLabels(labels: Labels): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** A signal's id: 16 hex digits, a function of source, kind and labels alone, the same on every machine. */
export function signalId(source: string, kind: SignalKind, labels: Labels): string {
  const spelling = JSON.stringify([source, kind, sortedLabels(labels)]);
  return createHash('sha256').update(spelling).digest('hex').slice(0, 16);
}

/** A score's document id: a function of signal, detector and interval, so that a replay writes the same document. */
export function scoreDocumentId(signal: string, detector: string, timeMs: number): string {
  return `${signal}:${detector}:${timeMs}`;
}

/** An anomaly's id: a function of signal, detector and the interval it opened in. */
export function anomalyId(signal: string, detector: string, startMs: number): string {
  return createHash('sha256').update(`${signal}:${detector}:${startMs}`).digest('hex').slice(0, 20);
}

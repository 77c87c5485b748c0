import { type Severity, type Signal, wordShown } from '@lapwing/contract';
import { signalTitle } from '../text/signal-title.ts';

/** A signal as a list shows it. Times in epoch ms. */
export interface SignalRow {
  id: string;
  title: string;
  /** Of the contract, or of a later service, told as such. */
  kind: string;
  detectorId: string;
  /** Of the anomaly that goes on; null while none does. */
  severity: Severity | null;
  value: number | null;
  score: number | null;
  seen: number | null;
  /** No reading for longer than `STALE_INTERVALS` intervals. */
  silent: boolean;
}

/** One or two late readings are ordinary; after these a person wants to know. */
const STALE_INTERVALS = 10;
const SHORTEST_SILENCE_MS = 15 * 60_000;

export function signalRow(signal: Signal, now: number): SignalRow {
  const seen = signal.last_seen === null ? null : Date.parse(signal.last_seen);
  const silence = Math.max(SHORTEST_SILENCE_MS, STALE_INTERVALS * signal.interval_seconds * 1000);
  return {
    id: signal.id,
    title: signalTitle(signal.labels, `signal ${signal.id}`),
    kind: wordShown(signal, 'kind'),
    detectorId: signal.detector_id,
    severity: signal.open_severity,
    value: signal.last_value,
    score: signal.last_score,
    seen,
    silent: seen !== null && now - seen > silence,
  };
}

import type { Signal } from '@lapwing/contract';
import { severityName, signalTitle } from '@lapwing/visuals';

export interface Completion {
  value: string;
  label: string;
  description?: string;
}

/** Signals to choose from, in the service's order: worst first. */
export function signalCompletions(signals: readonly Signal[]): Completion[] {
  return signals.map((signal) => ({
    value: signal.id,
    label: signalTitle(signal.labels, `signal ${signal.id}`),
    description: signal.open_severity ? `${severityName(signal.open_severity)} anomaly now` : signal.source,
  }));
}

/** `key=value` pairs that these signals have, each once, in order, those that hold `typed`. */
export function labelCompletions(signals: readonly Signal[], typed: string): Completion[] {
  const wanted = typed.trim().toLowerCase();
  const pairs = signals.flatMap(({ labels }) =>
    Object.entries(labels).map(([key, value]) => `${key}=${value}`),
  );
  return [...new Set(pairs)]
    .filter((pair) => pair.toLowerCase().includes(wanted))
    .sort()
    .map((pair) => ({ value: pair, label: pair }));
}

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

/** Names of labels that these signals have, each once, in order, those that hold `typed`. */
export function labelNames(signals: readonly Signal[], typed: string): Completion[] {
  return offered(
    signals.flatMap(({ labels }) => Object.keys(labels)),
    typed,
  );
}

/** Values that one label of these signals has, each once, in order, those that hold `typed`. */
export function labelValues(signals: readonly Signal[], label: string, typed: string): Completion[] {
  return offered(
    signals.flatMap(({ labels }) => labels[label] ?? []),
    typed,
  );
}

function offered(texts: readonly string[], typed: string): Completion[] {
  const wanted = typed.trim().toLowerCase();
  return [...new Set(texts)]
    .filter((text) => text.toLowerCase().includes(wanted))
    .sort()
    .map((text) => ({ value: text, label: text }));
}

/** Detectors by name, those whose name or id holds `typed`. */
export function detectorCompletions(
  detectors: readonly { id: string; name: string }[],
  typed: string,
): Completion[] {
  const wanted = typed.trim().toLowerCase();
  return detectors
    .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({ value: id, label: name, description: id }));
}

import type { Anomaly, Severity } from '@lapwing/contract';
import { breakInfo, type Break } from '../shop/breaks.ts';

/** When Lapwing said that something is wrong, and where. */
export interface Finding {
  /** Epoch ms at which the news came. */
  at: number;
  /** From the start of the break, seconds. */
  delaySeconds: number;
  anomalyId: string;
  signalId: string;
  service: string;
  metric: string;
  severity: Severity;
  score: number;
  reason: string;
}

/** What was found of one break: first anywhere that feels it, and first on the very service that is broken. */
export interface BreakFindings {
  first: Finding | null;
  atCause: Finding | null;
  /** Services with an anomaly since the break began, in the order in which they were found. */
  services: string[];
}

/** Compares what the shop knows to be broken with what the service says, as it says it. */
export class Findings {
  readonly #intervalMs: number;
  readonly #found = new Map<Break, BreakFindings>();

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Takes note of an anomaly that was told at `at` (epoch ms). One that began before a break is not its doing. */
  take(anomaly: Anomaly, at: number, breaks: readonly Break[]): void {
    const service = anomaly.labels['service'];
    if (service === undefined) return;
    const start = Date.parse(anomaly.start);
    for (const b of breaks) {
      const { felt, service: cause } = breakInfo(b.kind);
      const firstInterval = Math.floor(b.start / this.#intervalMs) * this.#intervalMs;
      if (start < firstInterval || start >= (b.end ?? Infinity) || !felt.includes(service)) continue;
      const found = this.of(b);
      const finding = describe(anomaly, service, at, b);
      found.first ??= finding;
      if (service === cause) found.atCause ??= finding;
      if (!found.services.includes(service)) found.services.push(service);
      this.#found.set(b, found);
    }
  }

  of(b: Break): BreakFindings {
    return this.#found.get(b) ?? { first: null, atCause: null, services: [] };
  }
}

function describe(anomaly: Anomaly, service: string, at: number, b: Break): Finding {
  return {
    at,
    delaySeconds: Math.max(0, Math.round((at - b.start) / 1000)),
    anomalyId: anomaly.id,
    signalId: anomaly.signal_id,
    service,
    metric: anomaly.labels['metric'] ?? '',
    severity: anomaly.severity,
    score: anomaly.score,
    reason: anomaly.reason,
  };
}

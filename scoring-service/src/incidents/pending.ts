import type { CorrelatedAnomaly } from '@lapwing/engine';

/** Anomalies that changed at one moment of the readings. */
export interface Moment {
  time: number;
  anomalies: CorrelatedAnomaly[];
}

interface Change {
  seq: number;
  time: number;
  anomaly: CorrelatedAnomaly;
}

/** Anomalies that were read from the store and wait for their moment. */
export class Pending {
  #changes: Change[] = [];
  #readTo: number;

  constructor(cursor: number) {
    this.#readTo = cursor;
  }

  /** Everything up to here, in the order of writing, was added. */
  get readTo(): number {
    return this.#readTo;
  }

  /** Everything up to here was taken: where reading goes on after a restart. */
  get cursor(): number {
    return Math.min(this.#readTo, ...this.#changes.map(({ seq }) => seq - 1));
  }

  /** An anomaly's newest state: it began at its start, and what is known of it changed once more at its end. */
  add(seq: number, anomaly: CorrelatedAnomaly | undefined): void {
    this.#readTo = Math.max(this.#readTo, seq);
    if (anomaly === undefined) return;
    this.#changes.push({ seq, time: anomaly.start, anomaly });
    if (!Number.isNaN(anomaly.end)) this.#changes.push({ seq, time: anomaly.end, anomaly });
  }

  /** Takes the first moment that lies before or at `until`; what comes too late for its own moment comes at `from`. */
  takeNext(from: number, until: number): Moment | undefined {
    const first = this.#changes.reduce((least, { time }) => Math.min(least, time), Infinity);
    if (first > until) return undefined;
    const time = Math.max(from, first);
    const due = this.#changes.filter((change) => change.time <= time);
    this.#changes = this.#changes.filter((change) => change.time > time);
    due.sort((a, b) => a.time - b.time || a.seq - b.seq);
    return { time, anomalies: due.map(({ anomaly }) => anomaly) };
  }
}

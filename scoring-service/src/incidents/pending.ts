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

  /** Takes what lies before or at `until`, a moment at a time; what comes too late for its own moment comes at `from`. */
  takeDue(from: number, until: number): Moment[] {
    const due = this.#changes.filter(({ time }) => time <= until);
    this.#changes = this.#changes.filter(({ time }) => time > until);
    const moments = Map.groupBy(
      due.sort((a, b) => a.time - b.time || a.seq - b.seq),
      ({ time }) => Math.max(from, time),
    );
    return [...moments].map(([time, changes]) => ({
      time,
      anomalies: changes.map(({ anomaly }) => anomaly),
    }));
  }
}

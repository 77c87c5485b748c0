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
  /** Once sorted, the next to be taken last. */
  #changes: Change[] = [];
  #sorted = true;
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
    return this.#changes.reduce((least, { seq }) => Math.min(least, seq - 1), this.#readTo);
  }

  /** An anomaly's newest state: it began at its start, and what is known of it changed once more at its end. */
  add(seq: number, anomaly: CorrelatedAnomaly | undefined): void {
    this.#readTo = Math.max(this.#readTo, seq);
    if (anomaly === undefined) return;
    this.#sorted = false;
    this.#changes.push({ seq, time: anomaly.start, anomaly });
    if (!Number.isNaN(anomaly.end)) this.#changes.push({ seq, time: anomaly.end, anomaly });
  }

  /** Takes the first moment that lies before or at `until`; what comes too late for its own moment comes at `from`. */
  takeNext(from: number, until: number): Moment | undefined {
    if (!this.#sorted) this.#changes.sort((a, b) => b.time - a.time || b.seq - a.seq);
    this.#sorted = true;
    const first = this.#changes.at(-1);
    if (first === undefined || first.time > until) return undefined;
    const time = Math.max(from, first.time);
    const due: CorrelatedAnomaly[] = [];
    for (
      let next = this.#changes.at(-1);
      next !== undefined && next.time <= time;
      next = this.#changes.at(-1)
    ) {
      due.push(next.anomaly);
      this.#changes.pop();
    }
    return { time, anomalies: due };
  }
}

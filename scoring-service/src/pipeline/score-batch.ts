import type { Anomaly } from '@lapwing/contract';
import { scoreOf, type BankScores } from '@lapwing/engine';
import type { NewSignal, ScoreColumns } from '../stores/score-store.ts';

const NUMBERS = ['times', 'values', 'scores', 'pValues', 'news', 'expected', 'lower', 'upper'] as const;

type NumberColumns = Record<(typeof NUMBERS)[number], Float64Array>;

/** An anomaly, and what became of it since the last commit. */
export interface NotedAnomaly {
  change: 'opened' | 'updated' | 'closed';
  anomaly: Anomaly;
}

/** Rows, new signals and anomalies that wait for their commit. */
export class ScoreBatch {
  readonly #columns: NumberColumns;
  readonly #signals: string[] = [];
  #room: number;
  newSignals: NewSignal[] = [];
  /** The newest state of each anomaly, by id. */
  readonly anomalies = new Map<string, NotedAnomaly>();

  constructor(room: number) {
    this.#room = room;
    this.#columns = Object.fromEntries(
      NUMBERS.map((name) => [name, new Float64Array(room)]),
    ) as NumberColumns;
  }

  get rows(): number {
    return this.#signals.length;
  }

  add(signal: string, time: number, value: number, scores: BankScores, row: number): void {
    const at = this.#signals.push(signal) - 1;
    if (at >= this.#room) this.#grow();
    const columns = this.#columns;
    columns.times[at] = time;
    columns.values[at] = value;
    columns.scores[at] = scoreOf(scores.pValue[row]);
    columns.pValues[at] = scores.pValue[row];
    columns.news[at] = scores.news[row];
    columns.expected[at] = scores.expected[row];
    columns.lower[at] = scores.lower[row];
    columns.upper[at] = scores.upper[row];
  }

  /** The change that a reader of the store meets: an anomaly that opened and went on since the last commit opened. */
  note(change: 'opened' | 'updated' | 'closed', anomaly: Anomaly): void {
    const before = this.anomalies.get(anomaly.id)?.change;
    const seen = change === 'updated' && before === 'opened' ? 'opened' : change;
    this.anomalies.set(anomaly.id, { change: seen, anomaly });
  }

  /** The rows as they are now; valid until the next `add`. */
  columns(): ScoreColumns {
    const numbers = NUMBERS.map((name) => [name, this.#columns[name].subarray(0, this.rows)]);
    return { signals: this.#signals, ...Object.fromEntries(numbers) } as ScoreColumns;
  }

  clear(): void {
    this.#signals.length = 0;
    this.newSignals = [];
    this.anomalies.clear();
  }

  #grow(): void {
    this.#room *= 2;
    for (const name of NUMBERS) {
      const grown = new Float64Array(this.#room);
      grown.set(this.#columns[name]);
      this.#columns[name] = grown;
    }
  }
}

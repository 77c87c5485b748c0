import { createBank, restoreBank } from '../bank/create.ts';
import type { Bank, BankNets, BankSettings } from '../bank/bank.ts';
import { createScores, type BankScores } from '../bank/scores.ts';
import { FADE_FLOATS, fadedProbability } from '../calibrate/fade.ts';
import { REST_FLOATS, rested } from '../news/rest.ts';
import { RECURRING_BYTES, beyondRecurring, dayBinOf } from '../calibrate/recurring.ts';
import { packSections, unpackSections } from '../sections.ts';

const VERSION = 4;
/** Signals whose surprises count in the joint one: a fault shows in several, and noise seldom in three at once. */
const LOUDEST = 3;
/** Columns from which on rows are judged as those of an entity. */
const ENTITY_LEAST = 2;
/** Weight of what the signals say together beside what the loudest say alone. */
const ENTITY_WEIGHT = 0.25;

/** What is said of one row: readings of several signals at the same moment. */
export interface RowScore {
  /** Joint, in (0, 1]; 1 where no signal has a reading. */
  pValue: number;
  /** Decibans of the signal that says most, where earlier rows have not said it. */
  news: number;
  /** The column that contributed most; -1 where no signal has a reading. */
  column: number;
}

/** Scores rows of several signals that belong together: each by itself in a bank, then all of them as one. */
export class RowScorer {
  readonly columns: number;
  /** Each column's own score of the newest row. */
  readonly scores: BankScores;
  readonly #bank: Bank;
  readonly #slots: Uint32Array;
  readonly #state: Float32Array;
  readonly #recurring: Uint8Array;

  constructor(
    columns: number,
    bank: Bank,
    state = new Float32Array(FADE_FLOATS + REST_FLOATS),
    recurring = new Uint8Array(RECURRING_BYTES),
  ) {
    this.columns = columns;
    this.#bank = bank;
    this.scores = createScores(columns);
    this.#slots = Uint32Array.from({ length: columns }, (_, i) => i);
    this.#state = state;
    this.#recurring = recurring;
  }

  /** `values[k]` is column k's reading at `timeMs` (rising), NaN a missing one. */
  step(timeMs: number, values: Float64Array): RowScore {
    this.#bank.step(timeMs, this.#slots, values, this.scores);
    const { surprise } = this.scores;
    let column = -1;
    for (let k = 0; k < this.columns; k++) {
      if (Number.isFinite(values[k]) && (column < 0 || surprise[k] > surprise[column])) column = k;
    }
    if (column < 0) return { pValue: 1, news: 0, column };
    if (this.columns === 1) return { pValue: this.scores.pValue[0], news: this.scores.news[0], column };
    const joint =
      (this.#loudest(surprise, values) + ENTITY_WEIGHT * this.scores.entity[column]) / (1 + ENTITY_WEIGHT);
    const pValue = fadedProbability(
      this.#state,
      0,
      beyondRecurring(this.#recurring, 0, dayBinOf(timeMs), joint),
    );
    return { pValue, news: rested(this.#state, FADE_FLOATS, this.#loudestNews()), column };
  }

  /** Mean surprise of the loudest signals. */
  #loudest(surprise: Float64Array, values: Float64Array): number {
    const top = new Float64Array(LOUDEST);
    for (let k = 0; k < this.columns; k++) {
      if (!Number.isFinite(values[k])) continue;
      let x = surprise[k];
      for (let j = 0; j < LOUDEST; j++) {
        if (x > top[j]) [x, top[j]] = [top[j], x];
      }
    }
    const count = Math.min(LOUDEST, this.columns);
    let sum = 0;
    for (let j = 0; j < count; j++) sum += top[j];
    return sum / count;
  }

  #loudestNews(): number {
    let most = 0;
    for (let k = 0; k < this.columns; k++) most = Math.max(most, this.scores.news[k]);
    return most;
  }

  save(): Uint8Array {
    return packSections(VERSION, [
      this.#bank.save(),
      new Uint8Array(this.#state.slice().buffer),
      this.#recurring,
    ]);
  }

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  static restore(bytes: Uint8Array): RowScorer {
    const [bank, state, recurring] = unpackSections(bytes, VERSION, 'row scorer');
    const restored = restoreBank(bank);
    return new RowScorer(restored.size, restored, new Float32Array(state.slice().buffer), recurring.slice());
  }
}

/** `nets`: those that the settings' models ask. */
export function createRowScorer(columns: number, settings: BankSettings, nets: BankNets = {}): RowScorer {
  const models = { ...settings.models, joint: columns >= ENTITY_LEAST };
  const bank = createBank({ ...settings, models }, nets);
  bank.addSlots(columns);
  for (let k = 0; k < columns; k++) bank.join(k, 1);
  return new RowScorer(columns, bank);
}

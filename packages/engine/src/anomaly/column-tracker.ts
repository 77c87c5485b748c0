import { type BankScores } from '../bank/scores.ts';
import { Columns } from '../columns.ts';
import { scoreOf } from '../score.ts';
import type { AnomalyRun, AnomalyTracker, TrackerSettings } from './tracker.ts';

const VERSION = 4;
/** A reading whose score is mostly memory is no surprise itself: it opens nothing. */
export const ECHO_MOST = 0.5;
const LAYOUT = {
  start: ['f64', 1],
  peak: ['f64', 1],
  surprise: ['f64', 1],
  pValue: ['f64', 1],
  actual: ['f64', 1],
  expected: ['f64', 1],
  lower: ['f64', 1],
  upper: ['f64', 1],
  ordinarySince: ['f64', 1],
  closeBelow: ['f64', 1],
  ordinary: ['u32', 1],
  open: ['u8', 1],
  feature: ['u8', 1],
  model: ['u8', 1],
} as const;

class ColumnTracker implements AnomalyTracker {
  readonly settings: TrackerSettings;
  readonly columns = new Columns(LAYOUT);

  constructor(settings: TrackerSettings) {
    this.settings = settings;
  }

  addSlots(count: number): number {
    return this.columns.addSlots(count);
  }

  clearSlot(slot: number): void {
    this.columns.clearSlot(slot);
  }

  step(
    timeMs: number,
    slots: Uint32Array,
    values: Float64Array,
    scores: BankScores,
    levels?: Float64Array,
  ): AnomalyRun[] {
    const changed: AnomalyRun[] = [];
    const { openAt, closeBelow } = this.settings;
    const { open } = this.columns.of;
    for (let i = 0; i < slots.length; i++) {
      // A missing reading says nothing: it neither opens, feeds nor closes a run.
      if (Number.isNaN(values[i])) continue;
      const slot = slots[i];
      const echo = scores.echo[i] > ECHO_MOST;
      const level = levels === undefined ? openAt : levels[i];
      const score = echo ? 0 : scoreOf(scores.pValue[i]);
      if (open[slot] === 1) {
        const run = this.#carryOn(timeMs, slot, score, i, values, scores);
        if (run) changed.push(run);
      } else if (score >= level) {
        open[slot] = 1;
        this.columns.of.closeBelow[slot] = Math.min(openAt, level) - (openAt - closeBelow);
        this.columns.of.start[slot] = timeMs;
        this.columns.of.ordinary[slot] = 0;
        this.#setPeak(timeMs, slot, i, values, scores);
        changed.push(this.#run(slot, 'opened', NaN));
      }
    }
    return changed;
  }

  #carryOn(
    timeMs: number,
    slot: number,
    score: number,
    row: number,
    values: Float64Array,
    scores: BankScores,
  ): AnomalyRun | undefined {
    const c = this.columns.of;
    // A fault that lasts surprises less and less; it is over when readings are where they are expected.
    if (score < c.closeBelow[slot] && !outside(values[row], scores, row)) {
      if (c.ordinary[slot] === 0) c.ordinarySince[slot] = timeMs;
      c.ordinary[slot]++;
      if (c.ordinary[slot] < this.settings.closeAfter) return undefined;
      c.open[slot] = 0;
      return this.#run(slot, 'closed', c.ordinarySince[slot]);
    }
    c.ordinary[slot] = 0;
    if (!(scores.surprise[row] > c.surprise[slot])) return undefined;
    this.#setPeak(timeMs, slot, row, values, scores);
    return this.#run(slot, 'updated', NaN);
  }

  #setPeak(timeMs: number, slot: number, row: number, values: Float64Array, scores: BankScores): void {
    const c = this.columns.of;
    c.peak[slot] = timeMs;
    c.surprise[slot] = scores.surprise[row];
    c.pValue[slot] = scores.pValue[row];
    c.actual[slot] = values[row];
    c.expected[slot] = scores.expected[row];
    c.lower[slot] = scores.lower[row];
    c.upper[slot] = scores.upper[row];
    c.feature[slot] = scores.feature[row];
    c.model[slot] = scores.model[row];
  }

  #run(slot: number, change: AnomalyRun['change'], end: number): AnomalyRun {
    const c = this.columns.of;
    return {
      slot,
      change,
      start: c.start[slot],
      end,
      peak: c.peak[slot],
      pValue: c.pValue[slot],
      actual: c.actual[slot],
      expected: c.expected[slot],
      lower: c.lower[slot],
      upper: c.upper[slot],
      feature: c.feature[slot],
      model: c.model[slot],
    };
  }

  save(): Uint8Array {
    return this.columns.save(VERSION);
  }
}

/** Beyond what was expected; not so while nothing is. */
function outside(value: number, scores: BankScores, row: number): boolean {
  return value > scores.upper[row] || value < scores.lower[row];
}

export function createTracker(settings: TrackerSettings): AnomalyTracker {
  return new ColumnTracker(settings);
}

/** The tracker whose `save()` gave `bytes`. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function restoreTracker(bytes: Uint8Array, settings: TrackerSettings): AnomalyTracker {
  const tracker = new ColumnTracker(settings);
  tracker.columns.restore(bytes, VERSION, 'anomaly tracker');
  return tracker;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Detector } from '@lapwing/contract';
import { createScores, type AnomalyRun, type BankScores } from '@lapwing/engine';
import type { PulledChunk } from '../sources/source.ts';
import { anomalyRecord } from './anomaly-record.ts';
import type { DetectorState } from './detector-state.ts';
import { floorTo, intervalMs } from './engine-settings.ts';
import { toIntervals, type Intervals } from './intervals.ts';
import { ScoreBatch } from './score-batch.ts';

/** Rows of one commit: enough to make the transaction's own cost small, few enough not to hold the API up. */
const ROWS_A_COMMIT = 5_000;
/** How long the API waits for the event loop at most, beside a single interval's step and a commit. */
const TURN_MS = 30;
const DAY_MS = 86_400_000;
/** An absent signal counts as zero, and keeps its anomaly open, this long: a whole daily round without an event. */
const SILENT_AFTER = { ms: DAY_MS, intervals: 3 } as const;
/** An absent signal's past is kept this long: two weekly rounds. */
const FORGET_AFTER = { ms: 14 * DAY_MS, intervals: 30 } as const;
/** How often absences are looked for, in the time of the readings. */
const SWEEP_MS = 3_600_000;

/** What happened to signals beside their scores, for the detector's health. */
export interface ChunkNotes {
  /** Signals beyond `max_signals`, which are not scored. */
  refused: number;
  repeatedLabels: number;
}

/** Feeds chunks to a detector's bank, interval by interval, and hands whole intervals to `commit`. */
export class ChunkScorer {
  readonly #detector: Detector;
  readonly #state: DetectorState;
  readonly #intervalMs: number;
  /** Intervals before this are in the store already: they teach the bank and are not written again. */
  readonly #writeFrom: number;
  readonly #commit: (batch: ScoreBatch, watermark: number) => void;
  readonly #batch = new ScoreBatch(ROWS_A_COMMIT * 2);
  #slots = new Uint32Array(1024);
  #values = new Float64Array(1024);
  #scores: BankScores = createScores(1024);
  /** By slot, the interval it was last part of. */
  #stepped = new Float64Array(1024).fill(NaN);

  constructor(
    detector: Detector,
    state: DetectorState,
    writeFrom: number,
    commit: (batch: ScoreBatch, watermark: number) => void,
  ) {
    this.#detector = detector;
    this.#state = state;
    this.#intervalMs = intervalMs(detector);
    this.#writeFrom = writeFrom;
    this.#commit = commit;
  }

  /**
   * Scores a chunk and commits all of it. Gives way to others between intervals; when `signal` aborts it stops at the
   * next interval, with what was scored uncommitted unless `flush` is called.
   */
  async run(chunk: PulledChunk, signal: AbortSignal): Promise<ChunkNotes> {
    const intervals = toIntervals(chunk, this.#intervalMs, this.#detector.labels);
    const slotOf = new Int32Array(intervals.spellings.length).fill(UNKNOWN);
    const refused = new Set<number>();
    let turn = performance.now();
    for (let k = 0; k < intervals.count; k++) {
      const time = intervals.from + k * this.#intervalMs;
      if (time < this.#state.watermark) continue;
      this.#step(intervals, k, time, slotOf, refused, chunk.absent);
      this.#state.watermark = time + this.#intervalMs;
      if (this.#batch.rows >= ROWS_A_COMMIT) this.flush();
      if (performance.now() - turn < TURN_MS) continue;
      await nextTurn();
      signal.throwIfAborted();
      turn = performance.now();
    }
    this.#state.watermark = Math.max(this.#state.watermark, chunk.range.to);
    this.flush();
    await nextTurn();
    return { refused: refused.size, repeatedLabels: intervals.repeatedLabels };
  }

  /** Commits the intervals that were scored so far. */
  flush(): void {
    if (this.#state.watermark <= this.#writeFrom) return;
    if (this.#state.watermark >= this.#state.replayUntil) this.#tellOpen();
    this.#commit(this.#batch, this.#state.watermark);
    this.#batch.clear();
  }

  #step(
    intervals: Intervals,
    k: number,
    time: number,
    slotOf: Int32Array,
    refused: Set<number>,
    absent: PulledChunk['absent'],
  ): void {
    if (floorTo(time, SWEEP_MS) !== floorTo(time - this.#intervalMs, SWEEP_MS)) this.#sweep(time, slotOf);
    const [first, last] = [intervals.starts[k], intervals.starts[k + 1]];
    this.#reserve(this.#state.slots.size + last - first);
    let rows = 0;
    for (let i = first; i < last; i++) {
      const series = intervals.series[i];
      if (slotOf[series] === UNKNOWN) slotOf[series] = this.#slotFor(intervals.spellings[series]);
      const slot = slotOf[series];
      if (slot === REFUSED) {
        refused.add(series);
        slotOf[series] = UNKNOWN;
        continue;
      }
      this.#state.slots.see(slot, time);
      this.#stepped[slot] = time;
      this.#slots[rows] = slot;
      this.#values[rows++] = intervals.values[i];
    }
    if (absent === 'zero') rows = this.#addZeros(time, rows);
    if (rows > 0) this.#score(time, rows);
  }

  #addZeros(time: number, rows: number): number {
    const { slots } = this.#state;
    const silentBefore = time - this.#span(SILENT_AFTER);
    for (let slot = 0; slot < slots.size; slot++) {
      if (!slots.isUsed(slot) || this.#stepped[slot] === time || slots.lastSeen(slot) < silentBefore)
        continue;
      this.#slots[rows] = slot;
      this.#values[rows++] = 0;
    }
    return rows;
  }

  #score(time: number, rows: number): void {
    const { bank, tracker, slots } = this.#state;
    const slotRows = this.#slots.subarray(0, rows);
    const valueRows = this.#values.subarray(0, rows);
    bank.step(time, slotRows, valueRows, this.#scores);
    if (time >= this.#writeFrom) {
      for (let i = 0; i < rows; i++) {
        this.#batch.add(slots.id(slotRows[i]), time, valueRows[i], this.#scores, i);
      }
    }
    for (const run of tracker.step(time, slotRows, valueRows, this.#scores)) this.#note(run, time);
  }

  #note(run: AnomalyRun, time: number): void {
    if (run.change === 'closed') this.#state.open.delete(run.slot);
    else this.#state.open.set(run.slot, run);
    if (time < this.#writeFrom) return;
    // Scored before: the store knows how this ends, and must not hear again how it began.
    if (time < this.#state.replayUntil && run.change !== 'closed') return;
    this.#tell(run);
  }

  /** At the end of a replay, the runs that are still open. */
  #tellOpen(): void {
    if (this.#state.replayUntil <= this.#writeFrom) return;
    for (const run of this.#state.open.values()) this.#tell(run);
    this.#state.replayUntil = -Infinity;
  }

  #tell(run: AnomalyRun): void {
    const { slots } = this.#state;
    const record = anomalyRecord(this.#detector, slots.id(run.slot), slots.labels(run.slot), run);
    this.#batch.note(run.change, record);
  }

  /** Closes the anomalies of signals that fell silent, and frees the slots of those that are long gone. */
  #sweep(time: number, slotOf: Int32Array): void {
    const { slots, bank, tracker, open } = this.#state;
    for (let slot = 0; slot < slots.size; slot++) {
      if (!slots.isUsed(slot)) continue;
      const absence = time - slots.lastSeen(slot);
      const run = open.get(slot);
      if (run !== undefined && absence > this.#span(SILENT_AFTER)) {
        this.#note({ ...run, change: 'closed', end: slots.lastSeen(slot) + this.#intervalMs }, time);
        tracker.clearSlot(slot);
      }
      if (absence <= this.#span(FORGET_AFTER)) continue;
      bank.clearSlot(slot);
      tracker.clearSlot(slot);
      slots.remove(slot);
      slotOf.fill(UNKNOWN);
    }
  }

  #slotFor(spelling: string): number {
    const { slots, bank, tracker } = this.#state;
    const known = slots.find(spelling);
    if (known !== undefined) return known;
    if (slots.used >= this.#detector.max_signals) return REFUSED;
    const before = slots.size;
    const slot = slots.add(spelling);
    if (slots.size > before) {
      bank.addSlots(1);
      tracker.addSlots(1);
    }
    this.#reserve(slots.size);
    this.#batch.newSignals.push({
      id: slots.id(slot),
      detectorId: this.#detector.id,
      source: this.#detector.source,
      kind: this.#detector.kind,
      labels: slots.labels(slot),
      intervalSeconds: this.#intervalMs / 1000,
    });
    return slot;
  }

  #span(after: { ms: number; intervals: number }): number {
    return Math.max(after.ms, after.intervals * this.#intervalMs);
  }

  #reserve(rows: number): void {
    if (rows <= this.#slots.length) return;
    const room = Math.max(rows, this.#slots.length * 2);
    const [slots, values, stepped] = [this.#slots, this.#values, this.#stepped];
    this.#slots = new Uint32Array(room);
    this.#slots.set(slots);
    this.#values = new Float64Array(room);
    this.#values.set(values);
    this.#stepped = new Float64Array(room).fill(NaN);
    this.#stepped.set(stepped);
    this.#scores = createScores(room);
  }
}

const UNKNOWN = -1;
const REFUSED = -2;

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Detector } from '@lapwing/contract';
import { createScores, type AnomalyRun, type BankScores } from '@lapwing/engine';
import type { PulledChunk } from '../sources/source.ts';
import { SHIPPED_NETS, type NetSchedule } from '../training/net-schedule.ts';
import { NO_INPUTS, type VerdictInputs } from '../verdict/inputs.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { VerdictStage } from '../verdict/verdict-stage.ts';
import { anomalyRecord } from './anomaly-record.ts';
import type { DetectorState } from './detector-state.ts';
import { floorTo, intervalMs } from './engine-settings.ts';
import { toIntervals, type Intervals } from './intervals.ts';
import { ScoreBatch } from './score-batch.ts';
import { SlotKeeper } from './slot-keeper.ts';

/** Rows of one commit: enough to make the transaction's own cost small, few enough not to hold the API up. */
const ROWS_A_COMMIT = 5_000;
/** How long the API waits for the event loop at most, beside a single interval's step and a commit. */
const TURN_MS = 30;
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
  readonly #verdicts: VerdictStage;
  readonly #keeper: SlotKeeper;
  readonly #nets: NetSchedule;
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
    inputs: VerdictInputs = NO_INPUTS,
    nets: NetSchedule = SHIPPED_NETS,
  ) {
    this.#nets = nets;
    this.#detector = detector;
    this.#state = state;
    this.#intervalMs = intervalMs(detector);
    this.#writeFrom = writeFrom;
    this.#commit = commit;
    this.#verdicts = new VerdictStage(detector, state.verdict, state.slots, inputs);
    this.#keeper = new SlotKeeper(detector, state, {
      added: (signal) => this.#batch.newSignals.push(signal),
      silent: (run, time) => this.#note(run, time),
      freed: (slot) => this.#verdicts.forget(slot),
    });
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
    if (floorTo(time, SWEEP_MS) !== floorTo(time - this.#intervalMs, SWEEP_MS)) {
      this.#keeper.sweep(time);
      slotOf.fill(UNKNOWN);
    }
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
    const silentBefore = this.#keeper.silentBefore(time);
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
    this.#verdicts.begin(time, rows);
    const taught = this.#verdicts.mask(slotRows, valueRows);
    this.#changeNet(time);
    bank.step(time, slotRows, taught, this.#scores);
    if (time >= this.#writeFrom) {
      for (let i = 0; i < rows; i++) {
        this.#batch.add(slots.id(slotRows[i]), time, valueRows[i], this.#scores, i);
      }
    }
    const levels = this.#verdicts.levels(time, slotRows, taught, this.#scores);
    for (const run of tracker.step(time, slotRows, taught, this.#scores, levels)) this.#note(run, time);
    this.#verdicts.end(time);
  }

  /** A newer net begins at an interval's border, and a replay of that interval meets it there again. */
  #changeNet(time: number): void {
    const { bank } = this.#state;
    const inUse = bank.netInUse('lstm');
    if (inUse === undefined) return;
    const net = this.#nets.at(this.#detector.id, 'lstm', time, time >= this.#writeFrom);
    if (net.id !== inUse) bank.useNet('lstm', net.bytes);
  }

  #note(run: AnomalyRun, time: number): void {
    const verdict = this.#verdicts.decide(run, time);
    if (run.change === 'closed') this.#state.open.delete(run.slot);
    else this.#state.open.set(run.slot, run);
    if (time < this.#writeFrom) return;
    // Scored before: the store knows how this ends, and must not hear again how it began.
    if (time < this.#state.replayUntil && run.change !== 'closed') return;
    this.#tell(run, verdict);
  }

  /** At the end of a replay, the runs that are still open. */
  #tellOpen(): void {
    if (this.#state.replayUntil <= this.#writeFrom) return;
    for (const run of this.#state.open.values()) this.#tell(run, this.#verdicts.standing(run.slot));
    this.#state.replayUntil = -Infinity;
  }

  #tell(run: AnomalyRun, verdict: Verdict): void {
    const { slots } = this.#state;
    const signal = { id: slots.id(run.slot), labels: slots.labels(run.slot) };
    const record = anomalyRecord(this.#detector, signal, run, verdict);
    this.#batch.note(run.change, record);
  }

  #slotFor(spelling: string): number {
    const slot = this.#keeper.slotFor(spelling);
    this.#reserve(this.#state.slots.size);
    return slot ?? REFUSED;
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

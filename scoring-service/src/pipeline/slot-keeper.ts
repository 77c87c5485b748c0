import type { Detector } from '@lapwing/contract';
import type { AnomalyRun } from '@lapwing/engine';
import type { NewSignal } from '../stores/score-store.ts';
import type { DetectorState } from './detector-state.ts';
import { Entities } from './entities.ts';
import { intervalMs } from './engine-settings.ts';

const DAY_MS = 86_400_000;
/** An absent signal counts as zero, and keeps its anomaly open, this long: a whole daily round without an event. */
const SILENT_AFTER = { ms: DAY_MS, intervals: 3 } as const;
/** An absent signal's past is kept this long: two weekly rounds. */
const FORGET_AFTER = { ms: 14 * DAY_MS, intervals: 30 } as const;

/** What the keeper tells of: signals that are new, runs that end in silence, slots that are free again. */
export interface SlotEvents {
  added(signal: NewSignal): void;
  silent(run: AnomalyRun, time: number): void;
  freed(slot: number): void;
}

/** Gives signals their slots, and takes them from those that are long gone. */
export class SlotKeeper {
  readonly #detector: Detector;
  readonly #state: DetectorState;
  readonly #events: SlotEvents;
  readonly #intervalMs: number;
  /** Undefined where each signal is judged by itself. */
  readonly #entities: Entities | undefined;

  constructor(detector: Detector, state: DetectorState, events: SlotEvents) {
    this.#detector = detector;
    this.#state = state;
    this.#events = events;
    this.#intervalMs = intervalMs(detector);
    const { entity } = detector;
    this.#entities = entity === undefined ? undefined : new Entities(entity, state);
  }

  /** The slot of a signal, a new one if need be; undefined where `max_signals` have one already. */
  slotFor(spelling: string): number | undefined {
    const { slots, bank, tracker } = this.#state;
    const known = slots.find(spelling);
    if (known !== undefined) return known;
    if (slots.used >= this.#detector.max_signals) return undefined;
    const before = slots.size;
    const slot = slots.add(spelling);
    if (slots.size > before) {
      bank.addSlots(1);
      tracker.addSlots(1);
    }
    this.#entities?.join(slot);
    this.#events.added({
      id: slots.id(slot),
      detectorId: this.#detector.id,
      source: this.#detector.source,
      kind: this.#detector.kind,
      labels: slots.labels(slot),
      intervalSeconds: this.#intervalMs / 1000,
    });
    return slot;
  }

  /** Signals last seen before this count as gone silent at `time`. */
  silentBefore(time: number): number {
    return time - this.#span(SILENT_AFTER);
  }

  /** Closes the anomalies of signals that fell silent, and frees the slots of those that are long gone. */
  sweep(time: number): void {
    const { slots, bank, tracker, open } = this.#state;
    for (let slot = 0; slot < slots.size; slot++) {
      if (!slots.isUsed(slot)) continue;
      const lastSeen = slots.lastSeen(slot);
      const run = open.get(slot);
      if (run !== undefined && lastSeen < this.silentBefore(time)) {
        this.#events.silent({ ...run, change: 'closed', end: lastSeen + this.#intervalMs }, time);
        tracker.clearSlot(slot);
      }
      if (time - lastSeen <= this.#span(FORGET_AFTER)) continue;
      bank.clearSlot(slot);
      tracker.clearSlot(slot);
      slots.remove(slot);
      this.#events.freed(slot);
    }
  }

  #span(after: { ms: number; intervals: number }): number {
    return Math.max(after.ms, after.intervals * this.#intervalMs);
  }
}

import type { Labels, SignalKind } from '@lapwing/contract';
import { signalId, sortedLabels } from '../signals/signal-id.ts';

/** One signal's place in a detector's bank. */
export interface SlotEntry {
  spelling: string;
  slot: number;
  lastSeen: number;
}

/** One spelling for one set of labels. */
export function spell(labels: Labels): string {
  return JSON.stringify(sortedLabels(labels));
}

/** Which signal has which slot of the bank, and when it was last seen. Freed slots are given out again, last freed first. */
export class SlotMap {
  readonly #source: string;
  readonly #kind: SignalKind;
  readonly #slots = new Map<string, number>();
  readonly #spellings: (string | undefined)[] = [];
  readonly #ids: string[] = [];
  readonly #lastSeen: number[] = [];
  readonly #free: number[] = [];

  constructor(source: string, kind: SignalKind) {
    this.#source = source;
    this.#kind = kind;
  }

  /** Signals that have a slot. */
  get used(): number {
    return this.#slots.size;
  }
  /** Slots in use or free: as many as the bank has. */
  get size(): number {
    return this.#spellings.length;
  }

  find(spelling: string): number | undefined {
    return this.#slots.get(spelling);
  }

  /** Gives a new signal a slot; it may be one past the end (`size` before the call), for which the bank must grow. */
  add(spelling: string): number {
    const slot = this.#free.pop() ?? this.#spellings.length;
    this.#place(spelling, slot, -Infinity);
    return slot;
  }

  /** Takes a signal's slot away from it. */
  remove(slot: number): void {
    const spelling = this.#spellings[slot];
    if (spelling === undefined) return;
    this.#slots.delete(spelling);
    this.#spellings[slot] = undefined;
    this.#free.push(slot);
  }

  id(slot: number): string {
    return this.#ids[slot];
  }
  labels(slot: number): Labels {
    const spelling = this.#spellings[slot];
    return spelling === undefined ? {} : Object.fromEntries(JSON.parse(spelling) as [string, string][]);
  }
  isUsed(slot: number): boolean {
    return this.#spellings[slot] !== undefined;
  }
  lastSeen(slot: number): number {
    return this.#lastSeen[slot];
  }
  see(slot: number, time: number): void {
    this.#lastSeen[slot] = time;
  }

  /** All that a snapshot keeps: entries by slot, and the free slots in the order they were freed in. */
  entries(): { entries: Iterable<SlotEntry>; free: number[]; size: number } {
    return { entries: this.#each(), free: [...this.#free], size: this.size };
  }
  *#each(): Generator<SlotEntry> {
    for (const [spelling, slot] of this.#slots) yield { spelling, slot, lastSeen: this.#lastSeen[slot] };
  }

  static restore(
    source: string,
    kind: SignalKind,
    saved: { entries: Iterable<SlotEntry>; free: number[]; size: number },
  ): SlotMap {
    const map = new SlotMap(source, kind);
    map.#spellings.length = saved.size;
    for (const { spelling, slot, lastSeen } of saved.entries) map.#place(spelling, slot, lastSeen);
    map.#free.push(...saved.free);
    return map;
  }

  #place(spelling: string, slot: number, lastSeen: number): void {
    const labels = Object.fromEntries(JSON.parse(spelling) as [string, string][]);
    this.#slots.set(spelling, slot);
    this.#spellings[slot] = spelling;
    this.#ids[slot] = signalId(this.#source, this.#kind, labels);
    this.#lastSeen[slot] = lastSeen;
  }
}

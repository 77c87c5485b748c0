import type { BankScores } from './scores.ts';

/** Of what a bank saves, of whichever kind it is. */
export const BANK_VERSION = 4;

/** Which models score, and how; the same for every signal of a bank. */
export interface BankSettings {
  /** Seconds between readings. */
  intervalSeconds: number;
  direction: 'both' | 'up' | 'down';
  models: {
    statistical: boolean;
    forest: boolean;
    joint?: boolean;
    lstm?: boolean | undefined;
    /** Readings are scores already, in decibans, by a likelihood ratio: no other model is asked. */
    likelihood?: boolean;
  };
  /** For all that draws lots. */
  seed: number;
}

/** Bytes of the nets that the models of a bank ask (see `encodeNet`). */
export interface BankNets {
  lstm?: Uint8Array;
}

/** State of many signals in columns, one slot a signal. */
export interface Bank {
  readonly settings: BankSettings;
  /** Slots in use or free; valid slots are 0 … size - 1. */
  readonly size: number;
  /** Makes room for `count` more signals and returns the first new slot. */
  addSlots(count: number): number;
  /**
   * Puts a slot into an entity (a service, a host, a pod; 1 and up), whose readings are judged together; 0 takes it out.
   * False where the entity is full: the slot then stays outside. Nothing happens without the joint model.
   */
  join(slot: number, entity: number): boolean;
  /** Forgets a slot's past, so that another signal can have it. */
  clearSlot(slot: number): void;
  /**
   * Scores one interval: `values[i]` is the reading of `slots[i]`, NaN a missing one. Row i of `out` is its score.
   * Times of successive calls rise; a slot left out of a call has a gap there. Throws EngineError BAD_SLOT, BAD_TIME.
   */
  step(timeMs: number, slots: Uint32Array, values: Float64Array, out: BankScores): void;
  /**
   * From the next interval on `net` is asked instead of the one in use; nothing happens when that is the same. Throws
   * EngineError BAD_SETTINGS when no model of the bank asks one, UNSUPPORTED_VERSION, BAD_STATE.
   */
  useNet(kind: keyof BankNets, net: Uint8Array): void;
  /** What the net in use is known by (see `netId`); undefined where no model asks one. */
  netInUse(kind: keyof BankNets): string | undefined;
  /** All state as bytes, the nets in use among it, with a version. A bank restored from them gives the very same scores. */
  save(): Uint8Array;
  /** Bytes of state in memory a slot, for sizing. */
  readonly bytesPerSlot: number;
}

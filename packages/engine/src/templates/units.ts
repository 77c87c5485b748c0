import { HASH_START, hashStep } from './hash.ts';

/**
 * A message's UTF-16 code units, and zeros after them. The scanner asks for each of them several times, and an array
 * answers faster than a string.
 */
export type Units = Uint16Array;

const TAB = 9;
const SPACE = 32;
/** Units after the last that may be asked for. */
const AFTER = 32;

/** Room for the units of one message after another. */
export class UnitsOfMessage {
  readonly units: Units;
  readonly #bytes: Buffer;
  readonly #most: number;

  /** `most`: units of a message that are kept. */
  constructor(most: number) {
    this.#most = most;
    this.units = new Uint16Array(most + AFTER);
    this.#bytes = Buffer.from(this.units.buffer);
  }

  /** Takes in a message; gives how many of its units are kept. */
  take(text: string): number {
    const count = Math.min(text.length, this.#most);
    this.#bytes.write(text, 0, count * 2, 'utf16le');
    this.units.fill(0, count, count + AFTER);
    // Between words a tab is a space; at the start it indents.
    for (let at = text.indexOf('\t', 1); at >= 0 && at < count; at = text.indexOf('\t', at + 1))
      if (this.units[at - 1] !== TAB) this.units[at] = SPACE;
    return count;
  }
}

/** As `hashWord`, of some units. */
export function hashOf(text: Units, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = hashStep(hash, text[i]);
  return hash;
}

/** Where a unit stands first, from `at`; or -1. */
export function unitAt(text: Units, unit: number, at: number, end: number): number {
  for (; at < end; at++) if (text[at] === unit) return at;
  return -1;
}

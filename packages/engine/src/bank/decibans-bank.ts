import { EngineError } from '../errors.ts';
import { packSections, unpackSections } from '../sections.ts';
import { BANK_VERSION, type Bank, type BankSettings } from './bank.ts';
import { MODELS, type BankScores } from './scores.ts';

const VERSION = 1;
const LIKELIHOOD = MODELS.indexOf('likelihood');
const DECIBANS_A_DECADE = 10;
/** The usual reading and the least that is told as unusual, decibans. */
const EXPECTED = 0;
const UPPER = 30;

/**
 * A bank for readings that are scores already: a test against a model of its own said how rare each is (decibans). Nothing is
 * learnt here; it takes them as they are into the same scores, anomalies and alerts as all others.
 */
export class DecibansBank implements Bank {
  readonly settings: BankSettings;
  readonly bytesPerSlot = 0;
  #size = 0;
  #lastMs = -Infinity;

  constructor(settings: BankSettings) {
    this.settings = settings;
  }

  get size(): number {
    return this.#size;
  }

  addSlots(count: number): number {
    this.#size += count;
    return this.#size - count;
  }

  join(): boolean {
    return false;
  }

  clearSlot(): void {
    // A slot holds nothing.
  }

  useNet(): void {
    throw new EngineError('BAD_SETTINGS', 'no model of this bank asks a net');
  }

  netInUse(): undefined {
    return undefined;
  }

  step(timeMs: number, slots: Uint32Array, values: Float64Array, out: BankScores): void {
    if (!(Number.isFinite(timeMs) && timeMs > this.#lastMs)) {
      throw new EngineError('BAD_TIME', `interval ${timeMs} does not come after ${this.#lastMs}`);
    }
    this.#lastMs = timeMs;
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] >= this.#size) throw new EngineError('BAD_SLOT', `slot ${slots[i]} of ${this.#size}`);
      const decades = Number.isFinite(values[i]) ? Math.max(0, values[i]) / DECIBANS_A_DECADE : 0;
      out.pValue[i] = 10 ** -decades;
      out.surprise[i] = decades;
      out.entity[i] = 0;
      out.echo[i] = 0;
      out.news[i] = 0;
      out.expected[i] = EXPECTED;
      out.lower[i] = EXPECTED;
      out.upper[i] = UPPER;
      out.feature[i] = 0;
      out.model[i] = LIKELIHOOD;
      out.confidence[i] = 1;
    }
  }

  save(): Uint8Array {
    const { settings } = this;
    const lastMs = Number.isFinite(this.#lastMs) ? this.#lastMs : null;
    const head = { settings, size: this.#size, lastMs, decibans: VERSION };
    return packSections(BANK_VERSION, [new TextEncoder().encode(JSON.stringify(head))]);
  }

  /** The bank that was saved, undefined where the bytes are those of another kind. */
  static restore(bytes: Uint8Array): DecibansBank | undefined {
    const sections = unpackSections(bytes, BANK_VERSION, 'bank');
    if (sections.length !== 1) return undefined;
    const head = JSON.parse(new TextDecoder().decode(sections[0])) as SavedHead;
    if (head.decibans !== VERSION) {
      throw new EngineError(
        'UNSUPPORTED_VERSION',
        `bank: saved as version ${head.decibans} of readings in decibans`,
      );
    }
    const bank = new DecibansBank(head.settings);
    bank.#size = head.size;
    bank.#lastMs = head.lastMs ?? -Infinity;
    return bank;
  }
}

interface SavedHead {
  settings: BankSettings;
  size: number;
  lastMs: number | null;
  decibans: number;
}

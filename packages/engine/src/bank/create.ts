import { EngineError } from '../errors.ts';
import type { Bank, BankSettings } from './bank.ts';
import { FEATURES, type BankScores } from './scores.ts';

/* Interim: an exponentially weighted level and spread, until the models land. */
class EwmaBank implements Bank {
  readonly settings: BankSettings;
  size = 0;
  readonly bytesPerSlot = 24;
  columns = new Float64Array(0);
  constructor(settings: BankSettings) {
    this.settings = settings;
  }
  addSlots(count: number): number {
    const first = this.size;
    this.size += count;
    const grown = new Float64Array(this.size * 3);
    grown.set(this.columns);
    this.columns = grown;
    return first;
  }
  clearSlot(slot: number): void {
    this.columns.fill(0, slot * 3, slot * 3 + 3);
  }
  step(_timeMs: number, slots: Uint32Array, values: Float64Array, out: BankScores): void {
    const c = this.columns;
    for (let i = 0; i < slots.length; i++) {
      const at = slots[i] * 3;
      const x = values[i];
      const n = c[at];
      const sd = Math.sqrt(c[at + 2]) + 1e-9;
      out.expected[i] = n < 30 ? NaN : c[at + 1];
      out.lower[i] = n < 30 ? NaN : c[at + 1] - 3 * sd;
      out.upper[i] = n < 30 ? NaN : c[at + 1] + 3 * sd;
      out.feature[i] = FEATURES.indexOf('level');
      out.confidence[i] = Math.min(1, n / 1000);
      const z = (x - c[at + 1]) / sd;
      const p = Number.isNaN(x) || n < 30 ? 1 : Math.max(1e-300, Math.min(1, 2 * Math.exp((-z * z) / 2)));
      out.pValue[i] = p;
      out.news[i] = -10 * Math.log10(p);
      if (Number.isNaN(x)) continue;
      const a = Math.max(0.01, 1 / (n + 1));
      c[at + 2] = (1 - a) * (c[at + 2] + a * (x - c[at + 1]) ** 2);
      c[at + 1] += a * (x - c[at + 1]);
      c[at]++;
    }
  }
  save(): Uint8Array {
    const head = new TextEncoder().encode(JSON.stringify(this.settings));
    const bytes = new Uint8Array(8 + head.length + this.columns.byteLength);
    new DataView(bytes.buffer).setUint32(0, head.length);
    new DataView(bytes.buffer).setUint32(4, this.size);
    bytes.set(head, 8);
    bytes.set(new Uint8Array(this.columns.buffer), 8 + head.length);
    return bytes;
  }
}

/** An empty bank. */
export function createBank(settings: BankSettings): Bank {
  return new EwmaBank(settings);
}

/** The bank whose `save()` gave `bytes`. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function restoreBank(bytes: Uint8Array): Bank {
  if (bytes.length < 8) throw new EngineError('BAD_STATE', 'too short for a bank');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const head = view.getUint32(0);
  const bank = new EwmaBank(
    JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + head))) as BankSettings,
  );
  bank.addSlots(view.getUint32(4));
  new Uint8Array(bank.columns.buffer).set(bytes.subarray(8 + head));
  return bank;
}

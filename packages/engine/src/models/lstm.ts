import { TAIL_FLOATS, tailProbability, tailPush } from '../calibrate/tail.ts';
import { Columns, type ColumnsOf } from '../columns.ts';
import { surpriseNats } from '../nets/likelihood.ts';
import { isTold, lstmInputs, targetOf } from '../nets/lstm-inputs.ts';
import { FORECAST_NUMBERS, LSTM_INPUTS, LstmNet } from '../nets/lstm-net.ts';
import { decodeNet, netId } from '../nets/net-file.ts';
import { packSections, unpackSections } from '../sections.ts';
import type { TraitRows } from '../traits/rows.ts';
import type { Model } from './model.ts';

const VERSION = 1;
/** Time constant of a signal's past of surprises, in readings. */
const GROWTH = 1 + 1 / 60_000;
const DECADES_MOST = 12;
/** Steps from an empty memory until the net is listened to: training leaves as many out of its loss. */
export const LSTM_WARM_UP = 8;

const layoutOf = (units: number) =>
  ({ hidden: ['f32', units], cell: ['f32', units], steps: ['u8', 1], tail: ['f32', TAIL_FLOATS] }) as const;
type LstmLayout = ReturnType<typeof layoutOf>;

/**
 * A second opinion: how unlikely the reading was to a net that has read the ones before. One net for all signals, a
 * memory for each. The net's bytes are part of the state, so that a restored bank says the same whatever nets exist.
 */
export class LstmModel implements Model {
  readonly name = 'lstm';
  #bytes: Uint8Array;
  #net: LstmNet;
  #columns: Columns<LstmLayout>;
  readonly #inputs = new Float64Array(LSTM_INPUTS);
  readonly #forecast = new Float64Array(FORECAST_NUMBERS);

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  constructor(net: Uint8Array) {
    this.#bytes = net;
    this.netId = netId(net);
    this.#net = new LstmNet(decodeNet(net));
    this.#columns = new Columns(layoutOf(this.#net.units));
  }

  /** What the net in use is known by. */
  netId: string;
  get bytesPerSlot(): number {
    return this.#columns.bytesPerSlot;
  }
  addSlots(count: number): void {
    this.#columns.addSlots(count);
  }
  clearSlot(slot: number): void {
    this.#columns.clearSlot(slot);
  }

  /** From here on another net is asked. Memories mean nothing to it and begin anew; the past of surprises stays. */
  useNet(bytes: Uint8Array): void {
    const next = new LstmModel(bytes);
    next.addSlots(this.#columns.size);
    next.#columns.of.tail.set(this.#columns.of.tail.subarray(0, this.#columns.size * TAIL_FLOATS));
    this.#take(next);
  }

  step(slots: Uint32Array, _present: Uint8Array, { readings }: TraitRows, out: Float64Array): void {
    const c = this.#columns.of;
    const { units } = this.#net;
    for (let i = 0; i < slots.length; i++) {
      out[i] = 0;
      if (!isTold(readings, i)) continue;
      const slot = slots[i];
      if (c.steps[slot] < LSTM_WARM_UP) c.steps[slot]++;
      else out[i] = this.#surprise(c, slot, targetOf(readings, i));
      lstmInputs(readings, i, this.#inputs);
      this.#net.step(this.#inputs, 0, c.hidden, c.cell, slot * units);
    }
  }

  #surprise(c: ColumnsOf<LstmLayout>, slot: number, z: number): number {
    this.#net.forecast(c.hidden, slot * this.#net.units, this.#forecast, 0);
    const nats = surpriseNats(z, this.#forecast[0], this.#forecast[1]);
    const at = slot * TAIL_FLOATS;
    const p = tailProbability(c.tail, at, nats);
    tailPush(c.tail, at, nats, GROWTH);
    return Math.min(DECADES_MOST, -Math.log10(p));
  }

  save(): Uint8Array {
    return packSections(VERSION, [this.#bytes, this.#columns.pieces(VERSION)]);
  }

  /** The net that a saved model asks. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  static netIn(saved: Uint8Array): Uint8Array {
    return unpackSections(saved, VERSION, 'lstm')[0].slice();
  }

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  restore(bytes: Uint8Array): void {
    const [, columns] = unpackSections(bytes, VERSION, 'lstm');
    const restored = new LstmModel(LstmModel.netIn(bytes));
    restored.#columns.restore(columns, VERSION, 'lstm');
    this.#take(restored);
  }

  #take(other: LstmModel): void {
    [this.#bytes, this.netId, this.#net] = [other.#bytes, other.netId, other.#net];
    this.#columns = other.#columns;
  }
}

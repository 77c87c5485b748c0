import { joined } from './bytes.ts';
import { EngineError } from './errors.ts';

const MAGIC = 0x4c57_434f; // "LWCO"
const HEAD_BYTES = 16;

type Column = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;
type ColumnType = 'f64' | 'f32' | 'u32' | 'i32' | 'u16' | 'u8';
const MAKE: Record<ColumnType, (length: number) => Column> = {
  f64: (n) => new Float64Array(n),
  f32: (n) => new Float32Array(n),
  u32: (n) => new Uint32Array(n),
  i32: (n) => new Int32Array(n),
  u16: (n) => new Uint16Array(n),
  u8: (n) => new Uint8Array(n),
};

/** A column's element type and how many elements each slot has in it. */
export type Layout = Readonly<Record<string, readonly [type: ColumnType, width: number]>>;

type ArrayOf<T extends ColumnType> = {
  f64: Float64Array;
  f32: Float32Array;
  u32: Uint32Array;
  i32: Int32Array;
  u16: Uint16Array;
  u8: Uint8Array;
}[T];
export type ColumnsOf<L extends Layout> = { [K in keyof L]: ArrayOf<L[K][0]> };

/**
 * Typed arrays that grow together, slot by slot: slot s of a column of width w holds elements s·w to s·w + w - 1.
 * New and cleared slots are all zero, so a model's zero state must mean "has seen nothing".
 */
export class Columns<L extends Layout> {
  readonly layout: L;
  of: ColumnsOf<L>;
  size = 0;
  #room = 0;

  constructor(layout: L) {
    this.layout = layout;
    this.of = this.#make(0);
  }

  get bytesPerSlot(): number {
    return Object.entries(this.layout).reduce(
      (sum, [name, [, width]]) => sum + width * this.of[name].BYTES_PER_ELEMENT,
      0,
    );
  }

  /** Makes room for `count` more slots, doubling so that growth one by one stays linear; returns the first new one. */
  addSlots(count: number): number {
    const first = this.size;
    this.size += count;
    if (this.size <= this.#room) return first;
    this.#room = this.#room === 0 ? this.size : Math.max(this.size, Math.ceil(this.#room * 1.5));
    const old = this.of;
    this.of = this.#make(this.#room);
    for (const name of Object.keys(this.layout)) this.of[name].set(old[name]);
    return first;
  }

  clearSlot(slot: number): void {
    if (!(slot >= 0 && slot < this.size)) throw new EngineError('BAD_SLOT', `slot ${slot} of ${this.size}`);
    for (const [name, [, width]] of Object.entries(this.layout)) {
      this.of[name].fill(0, slot * width, (slot + 1) * width);
    }
  }

  /** Bytes: magic, version, size, then each column in the layout's order, little-endian as typed arrays are. */
  save(version: number): Uint8Array {
    return joined(this.pieces(version));
  }

  /** What `save` gives, as pieces that look at the columns themselves: a million slots are not copied twice. */
  pieces(version: number): Uint8Array[] {
    const head = Uint32Array.of(MAGIC, version, this.size, Object.keys(this.layout).length);
    const columns = Object.entries(this.layout).map(([name, [, width]]) => {
      const column = this.of[name];
      return new Uint8Array(column.buffer, 0, this.size * width * column.BYTES_PER_ELEMENT);
    });
    return [new Uint8Array(head.buffer), ...columns];
  }

  /** Throws EngineError UNSUPPORTED_VERSION or BAD_STATE, naming what the bytes are instead. */
  restore(bytes: Uint8Array, version: number, what: string): void {
    const head = new DataView(bytes.buffer, bytes.byteOffset, Math.min(HEAD_BYTES, bytes.byteLength));
    if (bytes.byteLength < HEAD_BYTES || head.getUint32(0, true) !== MAGIC) {
      throw new EngineError('BAD_STATE', `${what}: these bytes are not saved columns`);
    }
    if (head.getUint32(4, true) !== version) {
      throw new EngineError(
        'UNSUPPORTED_VERSION',
        `${what}: saved as version ${head.getUint32(4, true)}, this program reads version ${version}`,
      );
    }
    const size = head.getUint32(8, true);
    const expected = HEAD_BYTES + size * this.bytesPerSlot;
    if (bytes.byteLength !== expected) {
      throw new EngineError(
        'BAD_STATE',
        `${what}: ${bytes.byteLength} bytes for ${size} slots, not ${expected}`,
      );
    }
    this.of = this.#make(size);
    this.size = this.#room = size;
    let at = HEAD_BYTES;
    for (const name of Object.keys(this.layout)) {
      const column = this.of[name];
      new Uint8Array(column.buffer).set(bytes.subarray(at, at + column.byteLength));
      at += column.byteLength;
    }
  }

  #make(slots: number): ColumnsOf<L> {
    return Object.fromEntries(
      Object.entries(this.layout).map(([name, [type, width]]) => [name, MAKE[type](slots * width)]),
    ) as ColumnsOf<L>;
  }
}

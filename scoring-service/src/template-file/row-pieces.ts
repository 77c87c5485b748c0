/** Bytes handed on at a time. */
const PIECE = 256 * 1024;
/** Digits of the largest number of a line, and a comma. */
const NUMBER_LONGEST = 17;
const ZERO = 48;
const COMMA = 44;

/** Rows `number,rest` put together as bytes: a row's rest is encoded once for all lines that have it. */
export class RowPieces {
  #bytes = Buffer.allocUnsafe(PIECE);
  #length = 0;

  /** Adds a row; gives a piece to hand on when it is full. `rest` ends with a line end. */
  add(line: number, rest: Uint8Array): Uint8Array | undefined {
    let full: Uint8Array | undefined;
    if (this.#length + NUMBER_LONGEST + rest.length > this.#bytes.length) {
      full = this.take();
      this.#bytes = Buffer.allocUnsafe(Math.max(PIECE, NUMBER_LONGEST + rest.length));
    }
    this.#number(line);
    this.#bytes.set(rest, this.#length);
    this.#length += rest.length;
    return full;
  }

  /** What is left. */
  take(): Uint8Array {
    const piece = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return piece;
  }

  #number(line: number): void {
    let digits = 1;
    for (let rest = line; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = line;
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      this.#bytes[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#length += digits;
    this.#bytes[this.#length++] = COMMA;
  }
}

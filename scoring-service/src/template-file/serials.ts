/** Numbers of one block: 256 KB. */
const BLOCK = 65_536;

/** A number for each line of a log, in four bytes each: a log may have very many lines. */
export class Serials {
  length = 0;
  readonly #blocks: Int32Array[] = [];

  push(serial: number): void {
    const at = this.length++ % BLOCK;
    if (at === 0) this.#blocks.push(new Int32Array(BLOCK));
    this.#blocks[this.#blocks.length - 1][at] = serial;
  }

  at(index: number): number {
    return this.#blocks[Math.floor(index / BLOCK)][index % BLOCK];
  }
}

import type { WriteStream } from 'node:tty';

const WIDTH = 30;
const HUNDRED = 100;

/** How far something is, on one line of a terminal that is written again and again; silent where there is none. */
export class ProgressLine {
  readonly #stream: Pick<WriteStream, 'isTTY' | 'write'>;
  #shown = '';

  constructor(stream: Pick<WriteStream, 'isTTY' | 'write'>) {
    this.#stream = stream;
  }

  /** `share` from 0 to 1. */
  show(share: number): void {
    if (!this.#stream.isTTY) return;
    const done = Math.round(share * WIDTH);
    const text = `${'='.repeat(done)}${' '.repeat(WIDTH - done)} ${Math.floor(share * HUNDRED)} %`;
    if (text === this.#shown) return;
    this.#shown = text;
    this.#stream.write(`\r${text}`);
  }

  clear(): void {
    if (this.#shown === '') return;
    this.#shown = '';
    this.#stream.write('\r\u001B[K');
  }
}

import { writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { Random, SHAPES } from '@lapwing/engine/testing';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
/** A change in one reading of a thousand, so that what a detector does about anomalies costs what it costs. */
const ODD_ONE_IN = 1_000;
const ODD_FACTOR = 3;

/** Made-up readings of `signals` signals of all shapes, a row an interval. */
export function madeUp(signals: number, intervals: number): Float64Array {
  const shapes = Object.values(SHAPES);
  const random = new Random(7);
  const readings = Array.from({ length: signals }, (_, s) => shapes[s % shapes.length](new Random(s + 1)));
  const values = new Float64Array(signals * intervals);
  for (let k = 0; k < intervals; k++) {
    for (let s = 0; s < signals; s++) {
      const value = readings[s](k, START_MS + k * MINUTE_MS);
      values[k * signals + s] = random.next() * ODD_ONE_IN < 1 ? value * ODD_FACTOR : value;
    }
  }
  return values;
}

/** Little-endian doubles, as every detector of the bench reads them. */
export function writeValues(file: string, values: Float64Array): void {
  if (endianness() !== 'LE') throw new Error('the bench of the peers needs a little-endian machine');
  writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

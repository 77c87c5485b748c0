import { IsolationForest } from 'ml-isolation-forest';
import { cpuSeconds, taskOf, type PeerMeasured } from './child-task.ts';

const TREES = 50;
const SAMPLES = 256;
const SHINGLE = 8;

/**
 * ml-isolation-forest over the bench's readings. It learns from a whole table and not as it goes, so each signal has a
 * forest that is trained anew on its newest 256 shingles of 8 whenever so many have come, and scores each reading.
 */
const { values, signals, warm, timed } = taskOf(process.argv.slice(2));
const before = heap();
const forests: (IsolationForest | undefined)[] = new Array<undefined>(signals).fill(undefined);
const pasts: number[][][] = Array.from({ length: signals }, () => []);
let sum = 0;

function run(from: number, to: number): void {
  for (let k = Math.max(from, SHINGLE); k < to; k++) {
    for (let s = 0; s < signals; s++) {
      const shingle = Array.from({ length: SHINGLE }, (_, i) => values[(k - i) * signals + s]);
      sum += forests[s]?.predict([shingle])[0] ?? 0;
      const past = pasts[s];
      past.push(shingle);
      if (past.length < SAMPLES) continue;
      const forest = new IsolationForest({ nEstimators: TREES });
      forest.train(past);
      forests[s] = forest;
      pasts[s] = [];
    }
  }
}

/** Bytes in use once all that is not needed has gone. */
function heap(): number {
  if (globalThis.gc === undefined) throw new Error('to be started with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

run(0, warm);
const seconds = cpuSeconds(() => run(warm, warm + timed));
const measured: PeerMeasured & { sum: number } = {
  readingsPerSecond: (signals * timed) / seconds,
  bytesPerSignal: (heap() - before) / signals,
  // Told, so that nothing of the work is left out as unused.
  sum,
};
console.log(JSON.stringify(measured));

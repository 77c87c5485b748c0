import { createBank, createScores, restoreBank } from '@lapwing/engine';
import { parseArgs } from 'node:util';

/** What one process with one bank of so many signals measured. */
export interface Measured {
  signals: number;
  readingsPerSecond: number;
  /** Of state, as the bank counts it. */
  bytesPerSignal: number;
  /** What the process grew by in memory for each signal, once all of its state had been touched. */
  processBytesPerSignal: number;
  intervalSeconds: number;
  saveSeconds: number;
  restoreSeconds: number;
}

/** Readings before the clock runs: from then on every part of a model works. */
const WARM_UP = 64;
/** Readings to time: enough of a second that the clock's grain is nothing. */
const READINGS = 3_000_000;
const LEAST_INTERVALS = 3;
const MINUTE_MS = 60_000;
/** Different noises to draw from, cheaper than a draw a reading and never the same row twice. */
const DRAWS = 1 << 16;

const signals = Number(parseArgs({ allowPositionals: true }).positionals[0]);
const before = process.memoryUsage().rss;
const noise = Float64Array.from(
  { length: DRAWS },
  (_, i) => ((Math.imul(i, 2_654_435_761) >>> 8) / 2 ** 24) * 10,
);
const slots = Uint32Array.from({ length: signals }, (_, i) => i);
const values = new Float64Array(signals);
const scores = createScores(signals);
const bank = createBank({
  intervalSeconds: 60,
  direction: 'both',
  models: { statistical: true, forest: true },
  seed: 1,
});
bank.addSlots(signals);

let interval = 0;
function step(): number {
  for (let i = 0; i < signals; i++) {
    values[i] = 100 + (i % 7) + noise[(i * 31 + interval * 7919) % DRAWS];
  }
  const from = process.cpuUsage();
  bank.step(interval++ * MINUTE_MS, slots, values, scores);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

for (let i = 0; i < WARM_UP; i++) step();
const grown = process.memoryUsage().rss - before;
const intervals = Math.max(LEAST_INTERVALS, Math.ceil(READINGS / signals));
let seconds = 0;
for (let i = 0; i < intervals; i++) seconds += step();

const timed = <T>(work: () => T): [T, number] => {
  const from = performance.now();
  const result = work();
  return [result, (performance.now() - from) / 1000];
};
const [bytes, saveSeconds] = timed(() => bank.save());
const [, restoreSeconds] = timed(() => restoreBank(bytes));

const measured: Measured = {
  signals,
  readingsPerSecond: (intervals * signals) / seconds,
  bytesPerSignal: bank.bytesPerSlot,
  processBytesPerSignal: grown / signals,
  intervalSeconds: seconds / intervals,
  saveSeconds,
  restoreSeconds,
};
console.log(JSON.stringify(measured));

import { createBank, createScores } from '@lapwing/engine';
import { cpuSeconds, taskOf, type PeerMeasured } from './child-task.ts';

const MINUTE_MS = 60_000;

/** Lapwing's default models over the bench's readings, one bank for all signals. */
const { values, signals, warm, timed } = taskOf(process.argv.slice(2));
const slots = Uint32Array.from({ length: signals }, (_, i) => i);
const scores = createScores(signals);
const bank = createBank({
  intervalSeconds: MINUTE_MS / 1000,
  direction: 'both',
  models: { statistical: true, forest: true },
  seed: 1,
});
bank.addSlots(signals);

function run(from: number, to: number): void {
  for (let k = from; k < to; k++) {
    bank.step(k * MINUTE_MS, slots, values.subarray(k * signals, (k + 1) * signals), scores);
  }
}

run(0, warm);
const seconds = cpuSeconds(() => run(warm, warm + timed));
const measured: PeerMeasured = {
  readingsPerSecond: (signals * timed) / seconds,
  bytesPerSignal: bank.bytesPerSlot,
};
console.log(JSON.stringify(measured));

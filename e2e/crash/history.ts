/** Readings of two kinds, the same at every run: files that are there, and batches that a program sends. */

const MINUTE_MS = 60_000;
const FILE_SIGNALS = 25;
const FILE_MINUTES = 5 * 1440;
const FILE_BEGIN = Date.UTC(2024, 4, 6);
const SENT_SIGNALS = 6;
const MINUTES_A_BATCH = 60;

export const FILE_READINGS = FILE_SIGNALS * FILE_MINUTES;

/** A repeatable number in [0, 1) for two whole ones (a finaliser of MurmurHash3). */
function noise(a: number, b: number): number {
  let h = Math.imul(a + 1, 0x9e37_79b1) ^ Math.imul(b + 1, 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

function reading(signal: number, minute: number): number {
  const season = 40 * Math.sin((2 * Math.PI * minute) / 1440 + signal);
  const broken = noise(signal, Math.floor(minute / 30) + 1e6) > 0.99 ? 150 : 0;
  return Math.round((100 + season + broken + 20 * noise(signal, minute)) * 1000) / 1000;
}

/** A wide file of five days, a reading a minute. */
export function historyFile(): string {
  const names = Array.from({ length: FILE_SIGNALS }, (_, signal) => `m${signal}`);
  const lines = [`timestamp,${names.join(',')}`];
  for (let minute = 0; minute < FILE_MINUTES; minute++) {
    const values = names.map((_, signal) => reading(signal, minute));
    lines.push(`${new Date(FILE_BEGIN + minute * MINUTE_MS).toISOString()},${values.join(',')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** One hour of all sent signals; hour 0 begins at `begin` (epoch ms, a full minute). */
export function sentHour(begin: number, hour: number): object {
  const readings: object[] = [];
  for (let m = 0; m < MINUTES_A_BATCH; m++) {
    for (let signal = 0; signal < SENT_SIGNALS; signal++) {
      const minute = hour * MINUTES_A_BATCH + m;
      readings.push({
        timestamp: begin + minute * MINUTE_MS,
        metric: 'load',
        value: reading(100 + signal, minute),
        labels: { host: `h${signal}` },
      });
    }
  }
  return { readings };
}

export const READINGS_AN_HOUR = SENT_SIGNALS * MINUTES_A_BATCH;

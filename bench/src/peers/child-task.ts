import { readFileSync } from 'node:fs';

/** What every detector of the bench is told and tells: readings that warm it up, readings against the clock. */
export interface PeerMeasured {
  readingsPerSecond: number;
  bytesPerSignal: number;
}

interface PeerTask {
  /** A row an interval. */
  values: Float64Array;
  signals: number;
  warm: number;
  timed: number;
}

/** The task of a process that was started with FILE SIGNALS WARM TIMED. */
export function taskOf([file, ...numbers]: string[]): PeerTask {
  const bytes = readFileSync(file);
  const [signals, warm, timed] = numbers.map(Number);
  return { values: new Float64Array(new Uint8Array(bytes).buffer), signals, warm, timed };
}

/** Seconds of processor time that `work` takes. */
export function cpuSeconds(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Table } from '../report/table.ts';
import type { Measured } from './child.ts';

const SIZES = [100, 10_000, 1_000_000];
const CHILD = path.join(import.meta.dirname, 'child.ts');

/**
 * Readings a second of one core (processor time) and bytes of state a signal, for the default models. A process of
 * its own for each size, so that none stands in another's memory. The bank's shared parts (the forest, the rows it works
 * in) weigh on the process's bytes a signal where signals are few.
 */
export function throughput(): Table[] {
  const rows = SIZES.map((signals) => {
    const out = execFileSync(process.execPath, [CHILD, String(signals)], { encoding: 'utf8' });
    const m = JSON.parse(out) as Measured;
    return {
      signals,
      'readings/s a core': Math.round(m.readingsPerSecond),
      'state bytes a signal': Math.round(m.bytesPerSignal),
      'process bytes a signal': Math.round(m.processBytesPerSignal),
      'an interval, s': m.intervalSeconds,
      'save, s': m.saveSeconds,
      'restore, s': m.restoreSeconds,
    };
  });
  return [{ title: 'Throughput and state, default models', rows }];
}

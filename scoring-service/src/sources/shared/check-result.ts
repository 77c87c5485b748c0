import type { Detector, DetectorCheck } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { SeriesChunk } from '../source.ts';

/** What the contract shows of the signals. */
const SAMPLED_SIGNALS = 20;

export interface CheckError {
  path: string;
  message: string;
  hint: string;
}

/** A check that found errors. */
export function failedCheck(errors: CheckError[], warnings: string[] = []): DetectorCheck {
  return { ok: false, signals: 0, sample: [], warnings, errors };
}

/** A check whose query the server refused, or could not be asked; other errors are thrown on. */
export function refusedCheck(error: unknown, warnings: string[] = []): DetectorCheck {
  if (!(error instanceof LapwingError)) throw error;
  const path = error.code === 'SOURCE_REFUSED_QUERY' ? 'query' : 'source';
  return failedCheck([{ path, message: error.message, hint: error.hint }], warnings);
}

/** A check that saw `series`. */
export function passedCheck(series: SeriesChunk[], mostSignals: number, warnings: string[]): DetectorCheck {
  const sample = series
    .slice(0, SAMPLED_SIGNALS)
    .map(({ labels, values }): DetectorCheck['sample'][number] => ({
      labels,
      last_value: values.at(-1) ?? null,
    }));
  if (series.length > mostSignals) {
    warnings.push(
      `${series.length} signals, and max_signals is ${mostSignals}: split by less, filter more, or raise max_signals`,
    );
  }
  return { ok: true, signals: series.length, sample, warnings, errors: [] };
}

/** The newest moment (epoch ms) that concerns the detector: now, or its own end before that. */
export function checkedUntil(detector: Detector, now: number): number {
  return detector.until === undefined ? now : Math.min(now, Date.parse(detector.until));
}

import type { DetectorCheck, Labels } from '@lapwing/contract';
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
  const repeated = repeatedLabels(series);
  const errors: CheckError[] = [];
  if (repeated) {
    errors.push({
      path: 'labels',
      message: `several series become one signal ${JSON.stringify(repeated)}`,
      hint: 'Take the label that the detector fixes out of labels: the series differ by it.',
    });
  }
  if (series.length > mostSignals) {
    warnings.push(
      `${series.length} signals, and max_signals is ${mostSignals}: split by less, filter more, or raise max_signals`,
    );
  }
  return { ok: errors.length === 0, signals: series.length, sample, warnings, errors };
}

function repeatedLabels(series: SeriesChunk[]): Labels | undefined {
  const seen = new Set<string>();
  return series.find(({ labels }) => {
    const spelling = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const repeated = seen.has(spelling);
    seen.add(spelling);
    return repeated;
  })?.labels;
}

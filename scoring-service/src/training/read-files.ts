import { SignalKind, type Labels } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import { openTable } from '../csv/header.ts';
import { isLong, longRows } from '../csv/long.ts';
import { openCsvFile } from '../csv/open.ts';
import { wideRows } from '../csv/wide.ts';
import type { TrainingSignal } from './training-signal.ts';

interface Growing {
  labels: Labels;
  times: number[];
  values: number[];
}

/**
 * The signals of CSV files: of wide ones as `lapwing score` takes them (a column a signal), or of long ones, whose
 * column `kind` says metric, log or trace (metric without it). Throws LapwingError BAD_REQUEST.
 */
export async function readTrainingFiles(files: readonly string[]): Promise<TrainingSignal[]> {
  const signals: TrainingSignal[] = [];
  for (const file of files) {
    const table = await openTable(openCsvFile(file), file);
    const growing = new Map<string, Growing>();
    const add = (labels: Labels, time: number, value: number): void => {
      const key = JSON.stringify(Object.entries(labels).sort());
      const one = growing.get(key) ?? { labels, times: [], values: [] };
      growing.set(key, one);
      // A row at or before the one above it is read twice or out of order: the first one counts.
      if (time <= (one.times.at(-1) ?? -Infinity)) return;
      one.times.push(time);
      one.values.push(value);
    };
    if (isLong(table.header)) {
      for await (const { time, labels, value } of longRows(table, file)) add(labels, time, value);
    } else {
      const { columns, rows } = wideRows(table, file);
      for await (const { time, values } of rows) {
        columns.forEach((metric, k) => add({ metric, file }, time, values[k]));
      }
    }
    for (const { labels: all, times, values } of growing.values()) {
      const { kind, ...labels } = all;
      signals.push({
        labels,
        kind: kindOf(kind, file),
        times: Float64Array.from(times),
        values: Float64Array.from(values),
      });
    }
  }
  return signals;
}

function kindOf(text: string | undefined, file: string): SignalKind {
  const kind = SignalKind.safeParse(text ?? 'metric');
  if (kind.success) return kind.data;
  throw new LapwingError('BAD_REQUEST', {
    message: `${file}: "${text}" is no kind of signal`,
    where: 'kind',
    hint: 'The column kind says metric, log or trace.',
  });
}

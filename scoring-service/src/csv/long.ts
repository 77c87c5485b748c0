import type { Labels } from '@lapwing/contract';
import { readingCell, timeCell } from './cells.ts';
import type { CsvTable } from './header.ts';
import { csvError } from './records.ts';

/** One row of a long file: one reading of the signal that the row's labels name; NaN when it is missing. */
export interface LongRow {
  line: number;
  time: number;
  labels: Labels;
  value: number;
}

/** A long file has a column `metric` and a column `value`; every column but `timestamp` and `value` is a label. */
export function isLong(header: string[]): boolean {
  return header.includes('metric') && header.includes('value');
}

/** The rows of a long file. They throw LapwingError BAD_REQUEST that says line and column. */
export async function* longRows({ header, rows }: CsvTable, file: string): AsyncGenerator<LongRow> {
  const valueAt = header.indexOf('value');
  for await (const { line, cells } of rows) {
    const labels: Labels = {};
    for (let i = 1; i < header.length; i++) {
      // An empty cell is a label that this signal does not have.
      if (i !== valueAt && cells[i] !== '') labels[header[i]] = cells[i];
    }
    if (labels['metric'] === undefined) {
      const hint = 'Name the metric in every row.';
      throw csvError(file, { line, column: 'metric' }, 'the cell is empty', hint);
    }
    const time = timeCell(cells[0], file, line);
    yield { line, time, labels, value: readingCell(cells[valueAt], file, line, 'value') };
  }
}

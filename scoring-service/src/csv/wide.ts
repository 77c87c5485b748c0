import { readingCell, timeCell } from './cells.ts';
import { openTable, type CsvTable } from './header.ts';
import type { CsvStream } from './records.ts';

/** One row of a wide file: `values[i]` is the reading of column i, NaN where it is missing. */
export interface WideRow {
  line: number;
  /** The time as the file writes it. */
  timestamp: string;
  /** Epoch milliseconds, in the file's order: not always rising, nor always different from the row before. */
  time: number;
  values: Float64Array;
}

export interface WideCsv {
  /** Names of the signals: the header without `timestamp`. */
  columns: string[];
  rows: AsyncGenerator<WideRow>;
}

/**
 * Reads a CSV file with a header, the first column `timestamp`, every other column one signal, an empty cell a missing
 * reading. `file` names it in errors. Throws LapwingError BAD_REQUEST that says line and column; so do the rows.
 */
export async function readWideCsv(stream: CsvStream, file: string): Promise<WideCsv> {
  return wideRows(await openTable(stream, file), file);
}

/** As `readWideCsv`, for a table whose header was read already. */
export function wideRows({ header, rows }: CsvTable, file: string): WideCsv {
  const columns = header.slice(1);
  async function* parsed(): AsyncGenerator<WideRow> {
    for await (const { line, cells } of rows) {
      const values = new Float64Array(columns.length);
      for (let i = 0; i < columns.length; i++) {
        values[i] = readingCell(cells[i + 1], file, line, columns[i]);
      }
      yield { line, timestamp: cells[0], time: timeCell(cells[0], file, line), values };
    }
  }
  return { columns, rows: parsed() };
}

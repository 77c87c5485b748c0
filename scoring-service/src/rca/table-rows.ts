import { parse } from 'csv-parse/sync';
import { caseError } from './case-error.ts';
import { textLines } from './lines.ts';

/** A row of a CSV file: the cells of the columns asked for, in that order. */
export interface TableRow {
  line: number;
  cells: string[];
}

/**
 * The rows of a CSV file with a header, the columns in any order, others passed over. An empty file has no rows. Throws
 * LapwingError BAD_REQUEST when a column is missing.
 */
export async function* tableRows(file: string, columns: readonly string[]): AsyncGenerator<TableRow[]> {
  let places: number[] | undefined;
  for await (const lines of textLines(file)) {
    const rows: TableRow[] = [];
    for (const { number, text } of lines) {
      const cells = cellsOf(text, file, number);
      if (places === undefined) places = placesOf(cells, columns, file, number);
      else rows.push({ line: number, cells: places.map((place) => cells[place]?.trim() ?? '') });
    }
    yield rows;
  }
}

function placesOf(header: string[], columns: readonly string[], file: string, line: number): number[] {
  const names = header.map((name) => name.trim().toLowerCase());
  return columns.map((column) => {
    const place = names.indexOf(column);
    if (place < 0) {
      const hint = `Begin the file with the header ${columns.join(',')}.`;
      throw caseError(file, line, `there is no column "${column}"`, hint);
    }
    return place;
  });
}

function cellsOf(text: string, file: string, line: number): string[] {
  if (!text.includes('"')) return text.split(',');
  try {
    return (parse(text, { relax_column_count: true }) as string[][])[0] ?? [];
  } catch (error) {
    const hint = 'A cell with a comma stands in quotes; a quote inside it is doubled.';
    throw caseError(file, line, error instanceof Error ? error.message : 'no CSV', hint, error);
  }
}

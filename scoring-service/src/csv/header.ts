import { csvError, csvRecords, type CsvRecord, type CsvStream } from './records.ts';

const TIMESTAMP_COLUMN = 'timestamp';

/** A CSV file whose header was read and found good: every name there once, `timestamp` first. */
export interface CsvTable {
  header: string[];
  /** Rows as wide as the header. */
  rows: AsyncGenerator<CsvRecord>;
}

/** Reads the header. Throws LapwingError BAD_REQUEST; so do the rows, at the first that is not as wide. */
export async function openTable(stream: CsvStream, file: string): Promise<CsvTable> {
  const records = csvRecords(stream, file);
  const first = await records.next();
  if (first.done) {
    throw csvError(file, {}, 'the file is empty', 'Begin it with a header: timestamp,<signal>,…');
  }
  try {
    checkHeader(first.value, file);
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
  return { header: first.value.cells, rows: asWideAs(first.value.cells.length, records, file) };
}

function checkHeader({ line, cells }: CsvRecord, file: string): void {
  if (cells[0]?.toLowerCase() !== TIMESTAMP_COLUMN) {
    const hint = 'The first line names the columns, the first of them "timestamp".';
    throw csvError(file, { line }, `the first column is "${cells[0] ?? ''}", not "timestamp"`, hint);
  }
  if (cells.length < 2) {
    throw csvError(file, { line }, 'there is no column of readings', 'Add a column beside "timestamp".');
  }
  const seen = new Map<string, number>();
  for (const [index, name] of cells.entries()) {
    if (name === '') {
      throw csvError(file, { line }, `column ${index + 1} has no name`, 'Name every column in the header.');
    }
    const before = seen.get(name);
    if (before !== undefined) {
      const message = `columns ${before + 1} and ${index + 1} are both named "${name}"`;
      throw csvError(file, { line, column: name }, message, 'Give every column a name of its own.');
    }
    seen.set(name, index);
  }
}

async function* asWideAs(
  width: number,
  records: AsyncGenerator<CsvRecord>,
  file: string,
): AsyncGenerator<CsvRecord> {
  for await (const record of records) {
    if (record.cells.length !== width) {
      throw csvError(
        file,
        { line: record.line },
        `the row has ${record.cells.length} cells, the header ${width}`,
        'Give every row as many cells as the header; a missing reading is an empty cell.',
      );
    }
    yield record;
  }
}

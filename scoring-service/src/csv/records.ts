import { CsvError, parse, type Info } from 'csv-parse';
import { Readable } from 'node:stream';
import { LapwingError } from '../errors.ts';

/** A longer record is a quote that was never closed, not a row: the file is not read whole into memory for it. */
const LONGEST_RECORD_BYTES = 16 * 1024 * 1024;

/** Bytes or text of a CSV file, in pieces of any size. */
export type CsvStream = AsyncIterable<Uint8Array | string>;

/** One row: its cells without the white space round them, and the line of the file that it ends on (from 1). */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** What was wrong at a place of a CSV file, as an error that a person can act on. */
export function csvError(
  file: string,
  place: { line?: number; column?: string },
  message: string,
  hint: string,
  cause?: unknown,
): LapwingError {
  const line = place.line === undefined ? '' : `, line ${place.line}`;
  const column = place.column === undefined ? '' : `, column "${place.column}"`;
  return new LapwingError(
    'BAD_REQUEST',
    { message: `${file}${line}${column}: ${message}`, where: `${file}${line}${column}`, hint },
    { cause },
  );
}

/**
 * The rows of a CSV file (RFC 4180; also other line ends, a byte order mark, no final newline, blank lines).
 * Throws LapwingError BAD_REQUEST that names file and line for what is no CSV.
 */
export async function* csvRecords(stream: CsvStream, file: string): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_RECORD_BYTES,
    info: true,
  });
  const input = Readable.from(stream, { objectMode: false });
  input.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<{
      record: string[];
      info: Info;
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw known(error, file);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

function known(error: unknown, file: string): unknown {
  if (error instanceof CsvError) {
    const line = (error as CsvError & { lines?: number }).lines;
    return csvError(
      file,
      line === undefined ? {} : { line },
      error.message,
      'Write the file as RFC 4180 has it: cells parted by commas, a quote inside a quoted cell doubled.',
      error,
    );
  }
  return error;
}

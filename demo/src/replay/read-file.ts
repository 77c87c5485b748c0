import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { DemoError } from '../errors.ts';
import { signalKey, type ReplayFile, type ReplaySignal } from './signal.ts';
import { parseTimestamp } from './timestamp.ts';

/** What stands for a missing reading besides an empty cell. */
const MISSING = new Set(['', 'nan', 'null', 'na', 'none']);
const SHAPES =
  'a wide file has `timestamp` and then one column a signal; a long one has `timestamp,service,metric,value`';
/** A longer line is a broken quote or no CSV at all. */
const LONGEST_RECORD = 1 << 20;

/** Puts one row's readings where they belong. */
type TakeRow = (cells: string[], time: number, line: number) => void;

/**
 * Reads `file` (CSV, gzipped when its name ends in .gz); `name` is what messages call it. Undefined for a call graph
 * (`caller,callee`), which holds no readings. Throws DemoError with file and line for anything that is wrong.
 */
export async function readReplayFile(file: string, name: string): Promise<ReplayFile | undefined> {
  const signals = new Map<string, ReplaySignal>();
  let take: TakeRow | undefined;
  try {
    for await (const { record, info } of rowsOf(file)) {
      const line = info.lines;
      if (take === undefined) {
        if (record.join() === 'caller,callee') return undefined;
        take = shapeOf(record, name, signals);
        continue;
      }
      const time = parseTimestamp(record[0]);
      if (time === undefined) {
        throw bad(
          name,
          line,
          `“${record[0]}” is no time`,
          'write ISO 8601, or epoch seconds or milliseconds',
        );
      }
      take(record, time, line);
    }
  } catch (error) {
    throw readable(error, name);
  }
  if (take === undefined) throw bad(name, 1, 'the file is empty', SHAPES);
  if (signals.size === 0) throw bad(name, 1, 'there is no reading in the file', SHAPES);
  return { name, signals: [...signals.values()] };
}

interface Row {
  record: string[];
  info: { lines: number };
}

function rowsOf(file: string): AsyncIterable<Row> {
  const raw: Readable = createReadStream(file);
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_RECORD,
  });
  // An error of an earlier piece must end the last one, or the reader would wait for ever.
  const fail = (error: Error): void => {
    parser.destroy(error);
  };
  raw.on('error', fail);
  if (!file.endsWith('.gz')) return raw.pipe(parser);
  const gunzip = createGunzip();
  gunzip.on('error', fail);
  return raw.pipe(gunzip).pipe(parser);
}

function shapeOf(header: string[], name: string, signals: Map<string, ReplaySignal>): TakeRow {
  if (header[0].toLowerCase() !== 'timestamp') {
    throw bad(name, 1, `the first column is “${header[0].slice(0, 40)}”, not “timestamp”`, SHAPES);
  }
  if (header.length < 2) throw bad(name, 1, 'there is no column beside “timestamp”', SHAPES);
  const put = (service: string, metric: string, time: number, value: number | null): void => {
    const key = signalKey({ service, metric });
    const signal = signals.get(key) ?? { service, metric, times: [], values: [] };
    signals.set(key, signal);
    signal.times.push(time);
    signal.values.push(value);
  };

  if (header.join().toLowerCase() === 'timestamp,service,metric,value') {
    return (cells, time, line) => {
      if (cells[1] === '' || cells[2] === '')
        throw bad(name, line, 'service or metric is empty', 'name both');
      put(cells[1], cells[2], time, valueOf(cells[3], name, line, 'value'));
    };
  }
  const twice = header.find((column, i) => header.indexOf(column) !== i);
  if (twice !== undefined)
    throw bad(name, 1, `column “${twice}” stands there twice`, 'give each a name of its own');
  if (header.includes('')) throw bad(name, 1, 'a column has no name', 'give each a name of its own');
  const service = path.basename(name).replace(/\.csv(\.gz)?$/i, '');
  return (cells, time, line) => {
    for (let i = 1; i < header.length; i++)
      put(service, header[i], time, valueOf(cells[i], name, line, header[i]));
  };
}

function valueOf(cell: string, name: string, line: number, column: string): number | null {
  if (MISSING.has(cell.toLowerCase())) return null;
  const value = Number(cell);
  if (Number.isFinite(value)) return value;
  throw bad(
    name,
    line,
    `“${cell.slice(0, 40)}” in column “${column}” is no number`,
    'leave the cell of a missing reading empty',
  );
}

function bad(name: string, line: number, message: string, hint: string): DemoError {
  return new DemoError({ message, where: `${name}, line ${line}`, hint });
}

function readable(error: unknown, name: string): Error {
  if (error instanceof DemoError || !(error instanceof Error)) return error as Error;
  const line =
    error instanceof CsvError && typeof error['lines'] === 'number' ? `, line ${error['lines']}` : '';
  return new DemoError(
    { message: error.message, where: `${name}${line}`, hint: 'mend the file or take it out of the folder' },
    { cause: error },
  );
}

import { parseReading } from './reading.ts';
import { csvError } from './records.ts';
import { parseTimestamp } from './timestamp.ts';

const LONGEST_QUOTE = 40;

/** The time in a cell (epoch ms). Throws LapwingError BAD_REQUEST that names file, line and column. */
export function timeCell(cell: string, file: string, line: number): number {
  const time = parseTimestamp(cell);
  if (time !== undefined) return time;
  throw csvError(
    file,
    { line, column: 'timestamp' },
    `${quoted(cell)} is not a time`,
    'Write ISO 8601 (2026-11-22T12:00:00Z; UTC without an offset) or an epoch in seconds or milliseconds.',
  );
}

/** The reading in a cell, NaN when it is missing. Throws LapwingError BAD_REQUEST that names file, line and column. */
export function readingCell(cell: string, file: string, line: number, column: string): number {
  const value = parseReading(cell);
  if (value !== undefined) return value;
  throw csvError(
    file,
    { line, column },
    `${quoted(cell)} is not a number`,
    'Write numbers with a point and without thousands marks; leave the cell empty where a reading is missing.',
  );
}

function quoted(cell: string): string {
  return JSON.stringify(cell.length > LONGEST_QUOTE ? `${cell.slice(0, LONGEST_QUOTE)}…` : cell);
}

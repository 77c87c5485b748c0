import path from 'node:path';
import { Detector, type Direction, type Severity } from '@lapwing/contract';
import { timeCell } from '../csv/cells.ts';
import { openTable } from '../csv/header.ts';
import { openCsvFile } from '../csv/open.ts';
import { intervalSeconds, ROWS_FOR_INTERVAL } from '../score-file/interval.ts';

export const FILE_SOURCE = 'file';

export interface CsvDetectorOptions {
  /** A duration; found from the distances of the first rows unless told. */
  interval?: string | undefined;
  openAt?: Severity | undefined;
  alertAt?: Severity | undefined;
  direction?: Direction | undefined;
}

/** A detector of every signal of a CSV file. Throws LapwingError BAD_REQUEST for a file that is none. */
export async function csvDetector(file: string, options: CsvDetectorOptions): Promise<Detector> {
  const { interval, openAt, alertAt, direction } = options;
  return Detector.parse({
    id: 'file',
    name: path.basename(file),
    source: FILE_SOURCE,
    kind: 'metric',
    query: { type: 'csv' },
    interval: interval ?? (await intervalOf(file)),
    ...(openAt !== undefined && { open_at: openAt }),
    ...(alertAt !== undefined && { alert_at: alertAt }),
    ...(direction !== undefined && { direction }),
  });
}

/** The usual distance of rows, in whole seconds: a detector has no shorter interval. */
async function intervalOf(file: string): Promise<string> {
  const { rows } = await openTable(openCsvFile(file), file);
  const times: number[] = [];
  for await (const { line, cells } of rows) {
    const time = timeCell(cells[0], file, line);
    // In a long file many rows have the same time.
    if (time !== times.at(-1)) times.push(time);
    if (times.length >= ROWS_FOR_INTERVAL) break;
  }
  return durationOf(Math.max(1, Math.round(intervalSeconds(times))));
}

/** In the longest unit that is whole: 300 is `5m`. */
function durationOf(seconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
  ] as const) {
    // prettier-ignore
    if (seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${seconds}s`;
}

import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { csvRecords } from '../../scoring-service/src/csv/records.ts';

/** The `.csv.gz` files of a folder, by name. */
export function csvFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv.gz'));
  return names.sort().map((name) => path.join(folder, name));
}

/** The rows of a gzipped CSV file by their columns' names. */
export async function* csvRows(file: string): AsyncGenerator<Record<string, string>> {
  let header: string[] | undefined;
  for await (const { cells } of csvRecords(createReadStream(file).pipe(createGunzip()), file)) {
    if (header === undefined) header = cells;
    else yield Object.fromEntries(header.map((name, i) => [name, cells[i]]));
  }
}

import { glob, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Labels } from '@lapwing/contract';
import { openTable } from '../../csv/header.ts';
import { isLong, longRows } from '../../csv/long.ts';
import { openCsvFile } from '../../csv/open.ts';
import { wideRows } from '../../csv/wide.ts';
import { LapwingError } from '../../errors.ts';
import type { CsvSettings } from './settings.ts';

/** Readings of one signal in the order of the files. */
export interface FileSeries {
  labels: Labels;
  times: number[];
  values: number[];
}

export interface FoundFile {
  file: string;
  /** Changes whenever the file does. */
  version: string;
}

const GLOB = /[*?[{]/;

/** The files that the path names, sorted. Throws LapwingError BAD_REQUEST when there are none. */
export async function findFiles(name: string, settings: CsvSettings): Promise<FoundFile[]> {
  const files: string[] = [];
  if (GLOB.test(settings.path)) for await (const file of glob(settings.path)) files.push(file);
  else files.push(settings.path);
  const found: FoundFile[] = [];
  for (const file of files.sort()) {
    const { mtimeMs, size } = await stat(file).catch((cause: unknown) => {
      throw noFile(name, file, cause);
    });
    found.push({ file, version: `${mtimeMs}:${size}` });
  }
  if (found.length === 0) throw noFile(name, settings.path);
  return found;
}

/** All series of the files. Wide files under a glob say which file a signal is from, as label `file`. */
export async function loadFiles(
  files: FoundFile[],
  settings: CsvSettings,
  signal: AbortSignal,
): Promise<FileSeries[]> {
  const series = new Map<string, FileSeries>();
  const manyFiles = GLOB.test(settings.path);
  for (const { file } of files) {
    const table = await openTable(openCsvFile(file), file);
    const add = (labels: Labels, time: number, value: number): void => {
      const key = JSON.stringify(labels);
      let one = series.get(key);
      if (one === undefined) {
        one = { labels: { ...labels, ...settings.labels }, times: [], values: [] };
        series.set(key, one);
      }
      one.times.push(time);
      one.values.push(value);
    };
    if (isLong(table.header)) {
      for await (const row of longRows(table, file)) {
        signal.throwIfAborted();
        add(row.labels, row.time, row.value);
      }
      continue;
    }
    const { columns, rows } = wideRows(table, file);
    const labels = columns.map((metric) => (manyFiles ? { metric, file: stem(file) } : { metric }));
    for await (const { time, values } of rows) {
      signal.throwIfAborted();
      for (const [i, of] of labels.entries()) add(of, time, values[i]);
    }
  }
  return [...series.values()];
}

function stem(file: string): string {
  return path.basename(file).replace(/(\.csv)?(\.gz)?$/i, '');
}

function noFile(name: string, file: string, cause?: unknown): LapwingError {
  return new LapwingError(
    'SOURCE_UNREACHABLE',
    {
      message: `the source "${name}" finds no file ${file}`,
      where: `sources.${name}.path`,
      hint: 'Check the path; a relative one begins at the folder of the configuration file.',
    },
    { cause },
  );
}

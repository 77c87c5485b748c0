import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A labelled set of series as the benches take it: columns beside each other, one row a reading. */
export interface LabelledSeries {
  name: string;
  timesMs: Float64Array;
  columns: { name: string; values: Float64Array }[];
  labels: Uint8Array;
  /** Rows before this are the past that everyone may learn from; figures are taken from here on. */
  evaluateFrom: number;
}

const MINUTE_MS = 60_000;
/** ASD tells no times; any start on a day's border will do, five minutes a row. */
const ASD_START_MS = Date.UTC(2020, 0, 6);

export function datasetsFolder(): string {
  const folder =
    process.env['LAPWING_DATASETS'] ?? path.resolve(import.meta.dirname, '../../../../shared/datasets');
  if (!existsSync(folder)) {
    throw new Error(
      `no datasets in ${folder}: set LAPWING_DATASETS to the folder that holds nab/, asd/, aiops-kpi/`,
    );
  }
  return folder;
}

function rows(file: string): string[][] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

export function loadAiopsKpi(folder = datasetsFolder()): LabelledSeries[] {
  const dir = path.join(folder, 'aiops-kpi');
  return readdirSync(dir)
    .filter((file) => file.endsWith('.csv.gz'))
    .sort()
    .map((file) => {
      const [, ...body] = rows(path.join(dir, file));
      return {
        name: file.replace('.csv.gz', ''),
        timesMs: Float64Array.from(body, (row) => Number(row[0]) * 1000),
        columns: [{ name: 'value', values: Float64Array.from(body, (row) => Number(row[1])) }],
        labels: Uint8Array.from(body, (row) => Number(row[2])),
        evaluateFrom: body.findIndex((row) => row[3] === '1'),
      };
    });
}

export function loadAsd(folder = datasetsFolder()): LabelledSeries[] {
  const dir = path.join(folder, 'asd');
  return readdirSync(dir)
    .filter((name) => name.startsWith('omi-'))
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
    .map((name) => {
      const [head, ...train] = rows(path.join(dir, name, 'train.csv.gz'));
      const [, ...test] = rows(path.join(dir, name, 'test.csv.gz'));
      const [, ...labels] = rows(path.join(dir, name, 'test_label.csv'));
      const all = [...train, ...test];
      return {
        name,
        timesMs: Float64Array.from(all, (_, i) => ASD_START_MS + i * 5 * MINUTE_MS),
        columns: head.map((column, k) => ({
          name: column,
          values: Float64Array.from(all, (row) => Number(row[k])),
        })),
        labels: Uint8Array.from([...train.map(() => 0), ...labels.map((row) => Number(row[0]))]),
        evaluateFrom: train.length,
      };
    });
}

export function loadNab(folder = datasetsFolder()): LabelledSeries[] {
  const dir = path.join(folder, 'nab');
  const windows = JSON.parse(readFileSync(path.join(dir, 'windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  return Object.keys(windows)
    .sort()
    .map((name) => {
      const [, ...body] = rows(path.join(dir, 'data', name));
      const timesMs = Float64Array.from(body, (row) => Date.parse(`${row[0].replace(' ', 'T')}Z`));
      const spans = windows[name].map((pair) =>
        pair.map((t) => Date.parse(`${t.slice(0, 19).replace(' ', 'T')}Z`)),
      );
      return {
        name,
        timesMs,
        columns: [{ name: 'value', values: Float64Array.from(body, (row) => Number(row[1])) }],
        labels: Uint8Array.from(timesMs, (t) => (spans.some(([a, b]) => t >= a && t <= b) ? 1 : 0)),
        evaluateFrom: Math.min(Math.floor(0.15 * body.length), 750),
      };
    });
}

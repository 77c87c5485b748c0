import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readWideCsv } from '../../scoring-service/src/csv/wide.ts';
import { scoreRows } from '../../scoring-service/src/score-file/score-rows.ts';

const FOLDER =
  process.env['LAPWING_DATASETS'] ?? path.resolve(import.meta.dirname, '../../../shared/datasets');
const HEADER = 'timestamp,score,p_value,severity,signal,value,expected,lower,upper,news';
const BANDS: readonly [from: number, name: string][] = [
  [70, 'CRITICAL'],
  [50, 'HIGH'],
  [40, 'MEDIUM'],
  [30, 'LOW'],
  [0, ''],
];
const PIECE = 64 * 1024;
/** ASD tells no times: five minutes a row from a day's border. */
const ASD_START_MS = Date.UTC(2020, 0, 6);

function text(...file: string[]): string {
  const bytes = readFileSync(path.join(FOLDER, ...file));
  return (file.at(-1)?.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim();
}

const present = (set: string): boolean => existsSync(path.join(FOLDER, set));

function nab(): [string, () => string][] {
  return readdirSync(path.join(FOLDER, 'nab/data'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => [name, () => text('nab/data', name)]);
}

/** Training and test part as one file, with times. */
function asd(): [string, () => string][] {
  return readdirSync(path.join(FOLDER, 'asd'))
    .filter((name) => name.startsWith('omi-'))
    .sort()
    .map((name) => [
      name,
      () => {
        const [header, ...train] = text('asd', name, 'train.csv.gz').split(/\r?\n/);
        const [, ...rest] = text('asd', name, 'test.csv.gz').split(/\r?\n/);
        const rows = [...train, ...rest].map((row, i) => `${ASD_START_MS + 300_000 * i},${row}`);
        return [`timestamp,${header}`, ...rows].join('\n');
      },
    ]);
}

/** Time and value; what is labelled is not handed over. */
function aiopsKpi(): [string, () => string][] {
  return readdirSync(path.join(FOLDER, 'aiops-kpi'))
    .filter((name) => name.endsWith('.csv.gz'))
    .sort()
    .map((name) => [
      name,
      () =>
        text('aiops-kpi', name)
          .split(/\r?\n/)
          .map((row) => row.split(',').slice(0, 2).join(','))
          .join('\n'),
    ]);
}

async function* pieces(csv: string): AsyncGenerator<string> {
  for (let at = 0; at < csv.length; at += PIECE) yield csv.slice(at, at + PIECE);
}

async function scored(csv: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of scoreRows(await readWideCsv(pieces(csv), 'in.csv'))) lines.push(line);
  return lines;
}

/** Throws where a line breaks the contract; `cells` are those of the row it answers. */
function check(line: string, cells: readonly string[], header: readonly string[]): void {
  const [timestamp, score, p, severity, signal, value, expected, lower, upper, news, ...more] =
    line.split(',');
  const wrong = (what: string): Error => new Error(`${what}: "${line}" for "${cells.join()}"`);
  if (news === undefined || more.length > 0) throw wrong('not ten cells');
  if (timestamp !== cells[0]) throw wrong('another timestamp');
  const pValue = Number(p);
  if (!(pValue > 0 && pValue <= 1) || String(pValue) !== p) throw wrong('p_value');
  if (Math.abs(Number(score) - Math.min(100, -10 * Math.log10(pValue))) > 1e-9) throw wrong('score');
  if (severity !== BANDS.find(([from]) => Number(score) >= from)?.[1]) throw wrong('severity');
  if (!(Number(news) >= 0)) throw wrong('news');
  const readings = cells.slice(1).filter((cell) => cell.trim() !== '');
  if (readings.length === 0) {
    if (`${pValue}${signal}${value}` !== '1') throw wrong('a row without readings');
    return;
  }
  if (Number(cells[header.indexOf(signal)]) !== Number(value)) throw wrong('value of the signal');
  const band = [lower, expected, upper];
  if (
    band.some((cell) => cell !== '') &&
    !(Number(lower) <= Number(expected) && Number(expected) <= Number(upper))
  ) {
    throw wrong('band');
  }
}

async function obeys(name: string, csv: string): Promise<void> {
  const rows = csv.split(/\r?\n/);
  const header = rows[0].split(',');
  const whole = await scored(csv);
  expect(whole.length).toBe(rows.length);
  expect(whole[0]).toBe(HEADER);
  for (let i = 1; i < rows.length; i++) check(whole[i], rows[i].split(','), header);
  // Cut at a place of its own for each file: what is left has the same first rows, byte for byte.
  const place = [...name].reduce((hash, c) => (Math.imul(hash, 31) + c.charCodeAt(0)) >>> 0, 7) / 2 ** 32;
  const kept = 1 + Math.floor(place * rows.length * 0.6);
  expect((await scored(rows.slice(0, kept).join('\n'))).join('\n')).toBe(whole.slice(0, kept).join('\n'));
}

describe.each([
  ['nab', nab],
  ['asd', asd],
  ['aiops-kpi', aiopsKpi],
])('%s', (set, files) => {
  const why = `no ${set} in ${FOLDER}: LAPWING_DATASETS names the folder`;
  if (!present(set)) test.skip(why, () => undefined);
  else test.each(files())('%s', (name, csv) => obeys(name, csv()));
});

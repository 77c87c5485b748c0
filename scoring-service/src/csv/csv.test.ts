import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import { openTable } from './header.ts';
import { isLong, longRows, type LongRow } from './long.ts';
import { openCsvFile } from './open.ts';
import { readWideCsv, type WideRow } from './wide.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function* pieces(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function wide(text: string | Uint8Array): Promise<{ columns: string[]; rows: WideRow[] }> {
  const { columns, rows } = await readWideCsv(pieces(text), 'a.csv');
  return { columns, rows: await collect(rows) };
}

async function refusal(work: Promise<unknown>): Promise<LapwingError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LapwingError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}

describe('wide files', () => {
  test('columns, times, readings and missing readings', async () => {
    const { columns, rows } = await wide('timestamp,a,b\n2026-11-22T12:00:00Z,1,\n1795348860,NaN,-2.5e3\n');
    expect(columns).toEqual(['a', 'b']);
    expect(rows.map((row) => row.time)).toEqual([1_795_348_800_000, 1_795_348_860_000]);
    expect(rows.map((row) => [...row.values])).toEqual([
      [1, NaN],
      [NaN, -2500],
    ]);
    expect(rows.map((row) => row.line)).toEqual([2, 3]);
  });

  test('byte order mark, CRLF, quotes, blank lines, spaces and no final newline', async () => {
    const { columns, rows } = await wide('\ufefftimestamp,"a, ""x"""\r\n\r\n 60 , "1" \r\n120,2');
    expect(columns).toEqual(['a, "x"']);
    expect(rows.map((row) => [row.time, ...row.values])).toEqual([
      [60_000, 1],
      [120_000, 2],
    ]);
  });

  test('rows keep the order of the file, repeated and older times too', async () => {
    const { rows } = await wide('timestamp,a\n120,1\n60,2\n60,3\n');
    expect(rows.map((row) => row.time)).toEqual([120_000, 60_000, 60_000]);
  });

  test('a header alone has no rows', async () => {
    expect((await wide('timestamp,a\n')).rows).toEqual([]);
  });

  test.each([
    ['', 'the file is empty'],
    ['\n\n', 'the file is empty'],
    ['time,a\n', 'the first column is "time"'],
    ['timestamp\n60\n', 'no column of readings'],
    ['timestamp,a,\n', 'column 3 has no name'],
    ['timestamp,a,a\n', 'columns 2 and 3 are both named "a"'],
    ['timestamp,a\n60,1\n120,1,2\n', 'line 3: the row has 3 cells, the header 2'],
    ['timestamp,a\n60\n', 'line 2: the row has 1 cells'],
    ['timestamp,a\nsoon,1\n', 'line 2, column "timestamp": "soon" is not a time'],
    ['timestamp,a\n60,1\n120,x\n', 'line 3, column "a": "x" is not a number'],
    ['timestamp,a\n60,"1,000"\n', '"1,000" is not a number'],
    ['timestamp,a\n60,0x1F\n', 'is not a number'],
    ['timestamp,a\n60,"1\n', 'Quote Not Closed'],
  ])('%j: %s', async (text, message) => {
    const error = await refusal(wide(text));
    expect(error.code).toBe('BAD_REQUEST');
    expect(error.message).toContain(message);
    expect(error.where).toContain('a.csv');
    expect(error.hint).not.toBe('');
  });

  test('garbage is read or refused with the file named, never anything else', async () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('"', '\n', '\r\n', ',', '1', '60', '', '\0'));
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(cell, { maxLength: 40 }).map((cells) => `timestamp,a\n${cells.join(',')}`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (garbage) => {
        try {
          for (const row of (await wide(garbage)).rows) expect(Number.isInteger(row.time)).toBe(true);
        } catch (error) {
          if (!(error instanceof LapwingError)) throw error;
          expect(error.message).toContain('a.csv');
        }
      }),
    );
  });

  test('what was written is read', async () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(1e9), value, value), { maxLength: 30 }), async (rows) => {
        const lines = rows.map(([time, ...values]) =>
          [time, ...values.map((x) => (Number.isNaN(x) ? '' : x))].join(','),
        );
        const read = await wide(['timestamp,a,b', ...lines].join('\n'));
        const expected = rows.map(([time, a, b]) => [time * 1000, a + 0, b + 0]);
        expect(read.rows.map((row) => [row.time, row.values[0] + 0, row.values[1] + 0])).toEqual(expected);
      }),
    );
  });
});

describe('long files', () => {
  async function long(text: string): Promise<LongRow[]> {
    return collect(longRows(await openTable(pieces(text), 'a.csv'), 'a.csv'));
  }

  test('every column but timestamp and value is a label', async () => {
    const rows = await long('timestamp,service,metric,value\n60,cart,latency,3\n60,,load,\n');
    expect(rows).toEqual([
      { line: 2, time: 60_000, labels: { service: 'cart', metric: 'latency' }, value: 3 },
      { line: 3, time: 60_000, labels: { metric: 'load' }, value: NaN },
    ]);
  });

  test('a row must name its metric', async () => {
    const error = await refusal(long('timestamp,metric,value\n60,,3\n'));
    expect(error.where).toBe('a.csv, line 2, column "metric"');
  });

  test('told from wide files by their header', () => {
    expect(isLong(['timestamp', 'service', 'metric', 'value'])).toBe(true);
    expect(isLong(['timestamp', 'value'])).toBe(false);
  });
});

describe('files', () => {
  async function read(file: string): Promise<WideRow[]> {
    return collect((await readWideCsv(openCsvFile(file), file)).rows);
  }

  test('plain and gzipped', async () => {
    const text = 'timestamp,a\n60,1\n';
    const plain = path.join(folder, 'a.csv');
    writeFileSync(plain, text);
    writeFileSync(`${plain}.gz`, gzipSync(text));
    expect(await read(`${plain}.gz`)).toEqual(await read(plain));
  });

  test('absent, a folder, cut gzip', async () => {
    const cut = path.join(folder, 'cut.csv.gz');
    writeFileSync(cut, gzipSync('timestamp,a\n60,1\n'.repeat(100)).subarray(0, 30));
    expect((await refusal(read(path.join(folder, 'none.csv')))).message).toContain('no such file');
    expect((await refusal(read(folder))).message).toContain('folder');
    expect((await refusal(read(cut))).message).toContain('gzip');
  });
});

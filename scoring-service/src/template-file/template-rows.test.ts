import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { logLines } from './log-lines.ts';
import { templateRows, type TemplateRowsSettings } from './template-rows.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-templates-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function* pieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const rowsOf = async (text: string, settings?: TemplateRowsSettings): Promise<string[]> =>
  Buffer.concat(await collected(templateRows(() => pieces(text), settings)))
    .toString()
    .trimEnd()
    .split('\n');

describe('the lines of a log', () => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['a\nb\n', ['a', 'b']],
    ['a\r\n\r\nb', ['a', '', 'b']],
    ['\ufeffa\n\n', ['a', '']],
    ['\ufeff', []],
    ['\ufeffa', ['a']],
    ['schön：5\nweiß', ['schön：5', 'weiß']],
  ])('%j', async (text, lines) => {
    expect((await collected(logLines(pieces(text, 3)))).flat()).toEqual(lines);
  });

  test('pieces of any size give the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r') }),
        fc.integer({ min: 1, max: 9 }),
        async (text, size) => {
          const whole = (await collected(logLines(pieces(text, 1000)))).flat();
          expect((await collected(logLines(pieces(text, size)))).flat()).toEqual(whole);
        },
      ),
    );
  });

  test('a line without end does not fill memory', async () => {
    async function* endless(): AsyncGenerator<string> {
      for (let k = 0; k < 64; k++) yield await Promise.resolve('x'.repeat(1024 * 1024));
    }
    const [line] = (await collected(logLines(endless()))).flat();
    expect(line.length).toBeLessThanOrEqual(1024 * 1024);
  });
});

test('bytes that are no UTF-8, and nulls, are lines too', async () => {
  async function* noise(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Uint8Array.from([0xff, 0xfe, 0, 10, 0xc3]));
    yield await Promise.resolve(Uint8Array.from([10, 0xe2, 0x82, 13, 10, 0x61]));
  }
  expect((await collected(logLines(noise()))).flat()).toEqual(['\ufffd\ufffd\0', '\ufffd', '\ufffd', 'a']);
  const rows = Buffer.concat(await collected(templateRows(noise)))
    .toString()
    .trimEnd()
    .split('\n');
  expect(rows.map((row) => row.split(',')[0])).toEqual(['line', '1', '2', '3', '4']);
});

describe('the rows', () => {
  test('a log that must be read twice and is shorter then is no log of fewer lines', async () => {
    const words = Array.from(
      { length: 200 },
      (_, k) => `${k.toString(36)}x said ${(k * 7919).toString(36)}y`,
    );
    let reads = 0;
    const pipe = (): AsyncIterable<Uint8Array> => pieces(reads++ === 0 ? words.join('\n') : '', 1000);
    await expect(collected(templateRows(pipe, { shapesMost: 10 }))).rejects.toThrow('read twice');
    expect(reads).toBe(2);
  });

  test('one for each line, in order, with the template that its group has in the end', async () => {
    const users = ['alice', 'bob', 'carol', 'dave'];
    const rows = await rowsOf(users.map((user) => `session closed for user ${user}`).join('\n'));
    expect(rows[0]).toBe('line,template_id,template');
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['1', '2', '3', '4']);
    expect(new Set(rows.slice(1).map((row) => row.slice(row.indexOf(',') + 1))).size).toBe(1);
    expect(rows[1]).toMatch(/^1,[0-9a-f]{16},session closed for user <\*>$/);
  });

  test('quoted as CSV wants it; blank lines have a row; nothing in, the header out', async () => {
    expect((await rowsOf('say "hello there" to 5'))[1]).toMatch(/^1,[0-9a-f]{16},"say ""<\*>"" to <\*>"$/);
    expect((await rowsOf('\na\n')).slice(1)).toMatchObject([
      expect.stringMatching(/^1,[0-9a-f]{16},$/),
      expect.stringMatching(/,a$/),
    ]);
    expect(await rowsOf('')).toEqual(['line,template_id,template']);
  });
});

describe('a log of more kinds of message than are kept', () => {
  /** Words without a pattern: none is like another. */
  const words = (seed: number, count: number): string =>
    Array.from(
      { length: count },
      (_, k) => `w${String.fromCharCode(97 + ((seed * 7 + k * 11) % 26))}${'xyz'[seed % 3]}`,
    )
      .map((word, k) => word.repeat(1 + ((seed >> k) & 3)))
      .join(' ');
  const kinds = Array.from({ length: 600 }, (_, k) => words(k * 31 + 5, 3 + (k % 9)));
  const often = Array.from({ length: 400 }, (_, k) => `payment ${k} refused`);
  const lines = kinds.flatMap((kind, k) => (k < 400 ? [kind, often[k]] : [kind]));

  test('has a row for each line, in order; what comes often has its template; it is said how many lines were of others', async () => {
    const told: number[] = [];
    const rows = await rowsOf(lines.join('\n'), {
      shapesMost: 100,
      onForgotten: (count) => told.push(count),
    });
    expect(rows).toHaveLength(lines.length + 1);
    expect(rows.slice(1).map((row) => Number(row.split(',')[0]))).toEqual(lines.map((_, k) => k + 1));
    expect(rows.filter((row) => row.endsWith(',payment <*> refused'))).toHaveLength(often.length);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeGreaterThan(100);
    expect(told[0]).toBeLessThan(kinds.length);
  });

  test('the same kind has the same template wherever it stands', async () => {
    const rows = await rowsOf([...lines, ...lines].join('\n'), { shapesMost: 100 });
    const templates = rows.slice(1).map((row) => row.slice(row.indexOf(',')));
    expect(templates.slice(lines.length)).toEqual(templates.slice(0, lines.length));
  });

  test('nothing is said of a log whose kinds were all kept', async () => {
    const told: number[] = [];
    await rowsOf(lines.join('\n'), { onForgotten: (count) => told.push(count) });
    expect(told).toEqual([]);
  });
});

describe('the command', () => {
  const LAPWING = path.resolve(import.meta.dirname, '../cli/lapwing.ts');
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [LAPWING, 'templates', ...args], { encoding: 'utf8' });

  test('reads .log and .gz, writes to the output or to the file that is named', () => {
    const file = path.join(folder, 'a.log');
    writeFileSync(file, 'took 5 ms\ntook 7 ms\n');
    writeFileSync(`${file}.gz`, gzipSync('took 5 ms\ntook 7 ms\n'));
    const out = path.join(folder, 'out.csv');
    const answer = run(file);
    expect(answer.trim().split('\n')).toHaveLength(3);
    expect(run(`${file}.gz`, '--output', out)).toBe('');
    expect(readFileSync(out, 'utf8')).toBe(answer);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test.each([
    [['no-such-file.log'], 'no-such-file.log: there is no such file'],
    [[folder], 'it is a folder'],
    [[path.join(folder, 'a.log'), '--output', path.join(folder, 'none', 'x.csv')], 'cannot be written'],
    [[], 'missing required argument'],
  ])('%j is refused', (args, message) => {
    const { status, stderr } = spawnSync(process.execPath, [LAPWING, 'templates', ...args], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });
});

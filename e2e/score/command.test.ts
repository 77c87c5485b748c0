import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LAPWING = path.join(ROOT, 'scoring-service/src/cli/lapwing.ts');

interface Done {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `lapwing score …` as a person would. */
function score(...args: string[]): Promise<Done> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [LAPWING, 'score', ...args],
      { maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'lapwing-score-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function input(name: string, text: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const rows = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${1_700_000_000 + 60 * i},${(i * i) % 17}`).join('\n');

describe('lapwing score', () => {
  test('writes to the standard output, and the same bytes to --output; gzipped input too', async () => {
    const text = `timestamp,"load, total"\n${rows(3000)}\n`;
    const plain = await score(input('in.csv', text));
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(plain.stdout.split('\n').length).toBe(3002);
    expect(
      plain.stdout.startsWith('timestamp,score,p_value,severity,signal,value,expected,lower,upper,news\n'),
    ).toBe(true);
    const out = path.join(folder, 'out.csv');
    const written = await score(input('in.csv.gz', gzipSync(text)), '--output', out);
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8')).toBe(plain.stdout);
  });

  test.each([
    ['no file', undefined, 'there is no such file'],
    ['empty', '', 'the file is empty'],
    ['another first column', 'time,a\n1,2\n', 'the first column is "time"'],
    ['a time that is none', 'timestamp,a\n60,1\nsoon,2\n', 'line 3, column "timestamp"'],
    ['a reading that is none', 'timestamp,a\n60,1\n120,x\n', 'line 3, column "a"'],
    ['too many cells', 'timestamp,a\n60,1,2\n', 'line 2'],
  ])('%s: says file, place and what to do, on one line each, and fails', async (name, text, place) => {
    const file = text === undefined ? path.join(folder, 'none.csv') : input('bad.csv', text);
    const { code, stderr } = await score(file);
    expect(code, name).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).toContain(place);
    expect(stderr.trim().split('\n').length).toBe(2);
    expect(stderr).not.toContain('    at ');
  });

  test('input that breaks in the middle leaves nothing half-written', async () => {
    const file = input('breaks.csv', `timestamp,a\n${rows(20_000)}\n60,broken\n`);
    const out = path.join(folder, 'broken-out.csv');
    const { code, stderr } = await score(file, '--output', out);
    expect(code).toBe(1);
    expect(stderr).toContain('line 20002');
    expect(readdirSync(folder).filter((name) => name.includes('broken-out'))).toEqual([]);
  });

  test('an output that cannot be written is refused', async () => {
    const { code, stderr } = await score(
      input('in.csv', 'timestamp,a\n60,1\n'),
      '-o',
      path.join(folder, 'no/o.csv'),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be written');
  });

  test('no argument: says which', async () => {
    const { code, stderr } = await score();
    expect(code).toBe(1);
    expect(stderr).toContain("missing required argument 'file'");
  });
});

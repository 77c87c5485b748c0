import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import { writeLines } from './write-lines.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function* lines(count: number, breakAt = Infinity): AsyncGenerator<string> {
  for (let i = 0; i < count; i++) {
    if (i === breakAt) throw new Error('broken');
    yield `line ${i}`;
  }
}

test('every line ends with a line feed', async () => {
  const file = path.join(folder, 'a.csv');
  await writeLines(lines(3), file);
  expect(readFileSync(file, 'utf8')).toBe('line 0\nline 1\nline 2\n');
});

test('many lines, in order', async () => {
  const file = path.join(folder, 'many.csv');
  await writeLines(lines(100_000), file);
  const read = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(read.length).toBe(100_000);
  expect(read[99_999]).toBe('line 99999');
});

test.each([0, 1, 50_000])(
  'input that breaks at line %i leaves no file, and an older one as it was',
  async (at) => {
    const file = path.join(folder, 'broken.csv');
    await expect(writeLines(lines(60_000, at), file)).rejects.toThrow('broken');
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
    writeFileSync(file, 'older');
    await expect(writeLines(lines(60_000, at), file)).rejects.toThrow('broken');
    expect(readFileSync(file, 'utf8')).toBe('older');
    rmSync(file);
  },
);

test('a folder that is not there is refused, with what to do', async () => {
  const error: unknown = await writeLines(lines(1), path.join(folder, 'none', 'a.csv')).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(LapwingError);
  expect(error).toMatchObject({ code: 'BAD_REQUEST', where: '--output' });
});

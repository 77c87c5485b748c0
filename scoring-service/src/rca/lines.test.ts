import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textLines, type TextLine } from './lines.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'lapwing-lines-'))));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array): Promise<TextLine[]> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const lines: TextLine[] = [];
  for await (const batch of textLines(file)) lines.push(...batch);
  return lines;
}

test('line ends, a byte order mark, blank lines, no final newline', async () => {
  expect(await read('a.txt', '\uFEFFone\r\n\r\ntwo\n  \nthree')).toEqual([
    { number: 1, text: 'one' },
    { number: 3, text: 'two' },
    { number: 5, text: 'three' },
  ]);
  expect(await read('empty.txt', '')).toEqual([]);
});

test('packed, and letters that are parted by the pieces of a large file', async () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `${i} größe €`).join('\n');
  const lines = await read('b.txt.gz', gzipSync(text));
  expect(lines).toHaveLength(20_000);
  expect(lines.every(({ text: line, number }) => line === `${number - 1} größe €`)).toBe(true);
});

test('a line of megabytes is read, one without end is left out, the next is whole', async () => {
  const [large, endless] = ['x'.repeat(2_000_000), 'y'.repeat(40_000_000)];
  const lines = await read('c.txt', `${large}\n${endless}\nnext`);
  expect(lines.map(({ number, text }) => [number, text.length])).toEqual([
    [1, 2_000_000],
    [3, 4],
  ]);
});

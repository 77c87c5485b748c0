import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Detector, type DetectorInput } from '@lapwing/contract';
import type { PulledChunk } from '../source.ts';
import { createCsvSource } from './csv-source.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-csv-source-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signal = new AbortController().signal;

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const detector = (query: DetectorInput['query'] = { type: 'csv' }): Detector =>
  Detector.parse({ id: 'd', name: 'D', source: 'files', kind: 'metric', query });
const at = (minute: number): string => new Date(minute * 60_000).toISOString();

async function all(source: ReturnType<typeof createCsvSource>, from: number, to: number, of = detector()) {
  const chunks: PulledChunk[] = [];
  const range = { from: from * 60_000, to: to * 60_000 };
  for await (const chunk of source.pull(of, range, signal)) chunks.push(chunk);
  const rows = chunks.flatMap(({ series }) =>
    series.flatMap(({ labels, times, values }) =>
      [...times].map((time, i) => [
        labels['file'] ?? labels['service'],
        labels['metric'],
        time / 60_000,
        values[i],
      ]),
    ),
  );
  return { chunks, rows };
}

test('a wide file: each column a signal; several readings of a minute are their mean', async () => {
  const file = write('wide.csv', `timestamp,a,b\n${at(1)},1,\n${at(1.5)},3,4\n${at(2)},5,6\n`);
  const source = createCsvSource('files', { path: file, labels: {} });
  expect(await source.extent?.(detector(), signal)).toEqual({ first: 60_000, last: 120_000 });
  const { rows, chunks } = await all(source, 0, 10);
  expect(rows).toEqual([
    [undefined, 'a', 1, 2],
    [undefined, 'a', 2, 5],
    [undefined, 'b', 1, 4],
    [undefined, 'b', 2, 6],
  ]);
  expect(chunks[0].range.from).toBe(0);
  expect(chunks.at(-1)?.range.to).toBe(600_000);
  expect((await all(source, 2, 3)).rows).toHaveLength(2);
});

test('a long file: every other column a label; a detector takes those that match', async () => {
  const file = write(
    'long.csv',
    `timestamp,service,metric,value\n${at(1)},cart,load,1\n${at(1)},pay,load,2\n`,
  );
  const source = createCsvSource('files', { path: file, labels: { env: 'test' } });
  const pay = detector({ type: 'csv', match: { service: 'pay', env: 'test' } });
  expect((await all(source, 0, 5, pay)).rows).toEqual([['pay', 'load', 1, 2]]);
  expect(await source.check(pay, signal)).toMatchObject({ ok: true, signals: 1 });
});

test('several files: each says which it is; what is appended is read', async () => {
  const file = write('many/one.csv', `timestamp,v\n${at(1)},1\n`);
  write('many/two.csv', `timestamp,v\n${at(1)},2\n`);
  const source = createCsvSource('files', { path: path.join(folder, 'many/*.csv'), labels: {} });
  expect((await all(source, 0, 9)).rows).toEqual([['one', 'v', 1, 1], ['two', 'v', 1, 2]]); // prettier-ignore
  appendFileSync(file, `${at(2)},3\n`);
  expect((await all(source, 2, 9)).rows).toEqual([['one', 'v', 2, 3]]);
});

test('a broken file is refused with its name and line, a missing one with the setting', async () => {
  const broken = createCsvSource('files', {
    path: write('x.csv', 'timestamp,v\n60,1\nsoon,1\n'),
    labels: {},
  });
  await expect(all(broken, 0, 9)).rejects.toThrow(/x\.csv, line 3, column "timestamp"/);
  const missing = createCsvSource('files', { path: path.join(folder, 'none.csv'), labels: {} });
  await expect(all(missing, 0, 9)).rejects.toMatchObject({
    code: 'SOURCE_UNREACHABLE',
    where: 'sources.files.path',
  });
  expect((await missing.health(signal)).status).toBe('down');
});

test('a query of another type is refused', async () => {
  const source = createCsvSource('files', { path: 'x', labels: {} });
  await expect(source.check(detector({ type: 'ingest' }), signal)).rejects.toMatchObject({
    where: 'query.type',
  });
});

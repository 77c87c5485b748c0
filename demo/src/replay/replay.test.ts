import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoError } from '../errors.ts';
import { intervalOf, planReplay } from './plan.ts';
import { readReplayFile } from './read-file.ts';
import { readReplayFolder } from './read-folder.ts';
import { parseTimestamp } from './timestamp.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const read = (content: string, name = 'a.csv') => readReplayFile(write(name, content), name);

describe('readReplayFile', () => {
  it('reads wide files, with missing readings', async () => {
    const file = await read('timestamp,cpu,mem\n2026-01-01T00:00:00Z,1,2\n2026-01-01T00:01:00Z,,NaN\n');
    expect(file?.signals).toEqual([
      { service: 'a', metric: 'cpu', times: [1767225600000, 1767225660000], values: [1, null] },
      { service: 'a', metric: 'mem', times: [1767225600000, 1767225660000], values: [2, null] },
    ]);
  });

  it('reads long files, gzipped ones, and those with a byte order mark and Windows line ends', async () => {
    const long = '\ufefftimestamp,service,metric,value\r\n10,web,cpu,1\r\n20,db,cpu,2\r\n';
    const file = await readReplayFile(write('m.csv.gz', gzipSync(long)), 'm.csv.gz');
    expect(file?.signals.map((s) => [s.service, s.metric, s.times, s.values])).toEqual([
      ['web', 'cpu', [10_000], [1]],
      ['db', 'cpu', [20_000], [2]],
    ]);
  });

  it('passes over a call graph', async () => {
    expect(await read('caller,callee\nweb,db\n')).toBeUndefined();
  });

  it.each([
    ['', 'line 1', 'empty'],
    ['timestamp,a\n', 'line 1', 'no reading'],
    ['m0,m1\n1,2\n', 'line 1', '“m0”, not “timestamp”'],
    ['timestamp\n1\n', 'line 1', 'no column'],
    ['timestamp,a,a\n1,2,3\n', 'line 1', 'twice'],
    ['timestamp,a,\n1,2,3\n', 'line 1', 'no name'],
    ['timestamp,a\n10,1\nnoon,2\n', 'line 3', '“noon” is no time'],
    ['timestamp,a\n10,1\n\n20,x\n', 'line 4', '“x” in column “a”'],
    ['timestamp,a\n10,Infinity\n', 'line 2', 'no number'],
    ['timestamp,a\n10,1,2\n', 'line 2', ''],
    ['timestamp,service,metric,value\n10,,cpu,1\n', 'line 2', 'empty'],
    ['timestamp,a\n10,"1\n20,2\n', '', 'Quote'],
  ])('refuses %j and says where', async (content, line, message) => {
    const error = await read(content).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DemoError);
    const { where, message: said } = error as DemoError;
    expect(where).toContain('a.csv');
    expect(where).toContain(line);
    expect(said).toContain(message);
  });

  it('refuses a broken gzip', async () => {
    const half = gzipSync('timestamp,a\n1,2\n'.repeat(1000)).subarray(0, 40);
    await expect(readReplayFile(write('b.csv.gz', half), 'b.csv.gz')).rejects.toThrow(DemoError);
    await expect(readReplayFile(write('c.csv.gz', 'plain'), 'c.csv.gz')).rejects.toThrow(DemoError);
  });

  it('reads whatever it is given, or says what is wrong with it', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom('timestamp', '"', '', '1e400'),
    );
    const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const content = table.map((row) => row.join(',')).join('\n');
        try {
          const file = await read(content);
          for (const { values } of file?.signals ?? []) {
            expect(values.every((v) => v === null || Number.isFinite(v))).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DemoError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('readReplayFolder', () => {
  it('reads every CSV below and names what it passed over', async () => {
    write('sub/b.csv', 'timestamp,value\n1,2\n');
    write('a.csv', 'timestamp,value\n1,2\n');
    write('notes.txt', 'hello');
    const { files, skipped } = await readReplayFolder(folder);
    expect(files.map((f) => f.name)).toEqual(['a.csv', path.join('sub', 'b.csv')]);
    expect(skipped).toEqual(['notes.txt']);
  });

  it('refuses a folder that is not there or holds nothing', async () => {
    await expect(readReplayFolder(path.join(folder, 'none'))).rejects.toThrow(DemoError);
    await expect(readReplayFolder(folder)).rejects.toThrow('no .csv');
  });
});

describe('parseTimestamp', () => {
  it.each([
    ['2014-07-01 00:30:00', Date.UTC(2014, 6, 1, 0, 30)],
    ['2014-07-01', Date.UTC(2014, 6, 1)],
    ['2014-07-01T02:30:00+02:00', Date.UTC(2014, 6, 1, 0, 30)],
    ['1404174600', 1404174600000],
    ['1404174600000', 1404174600000],
    ['1404174600.5', 1404174600500],
  ])('%s', (text, time) => expect(parseTimestamp(text)).toBe(time));
  it.each(['', 'now', '7/1/2014', '2014-13-01T00:00:00', '-5'])('not %j', (text) =>
    expect(parseTimestamp(text)).toBeUndefined(),
  );
});

describe('planReplay', () => {
  const signal = (service: string, times: number[], metric = 'value') => ({
    service,
    metric,
    times,
    values: times.map((_, i) => i),
  });
  const now = Date.UTC(2026, 0, 1, 0, 0, 30);
  const every = (seconds: number, from: number, n: number): number[] =>
    Array.from({ length: n }, (_, i) => from + i * seconds * 1000);

  it('takes the commonest gap for the interval, whatever the order and the holes', () => {
    expect(intervalOf(signal('a', [300_000, 0, 600_000, 1_800_000, 601_000]))).toBe(300);
    expect(() => intervalOf(signal('a', [5, 5]))).toThrow(DemoError);
  });

  it('moves the last interval to just before now, onto the grid, and keeps one reading an interval', () => {
    const times = [...every(60, 7_000, 5), 8_000];
    const plan = planReplay([{ name: 'a.csv', signals: [signal('a', times)] }], now, true);
    const [{ points, intervalSeconds }] = plan.signals;
    expect(intervalSeconds).toBe(60);
    expect(points[4][0]).toBe(Date.UTC(2025, 11, 31, 23, 59));
    expect(points.map(([, v]) => v)).toEqual([5, 1, 2, 3, 4]);
    expect(plan).toMatchObject({
      readings: 5,
      replaced: 1,
      shifts: [{ file: 'a.csv', shiftMs: now - 307_000 }],
    });
  });

  it('leaves times as they are when asked to', () => {
    const plan = planReplay([{ name: 'a.csv', signals: [signal('a', every(60, 0, 3))] }], now, false);
    expect([plan.from, plan.to]).toEqual([0, 120_000]);
  });

  it('moves files of one recording together, and others each to now', () => {
    const files = [
      { name: 'old', signals: [signal('old', every(60, 0, 10))] },
      { name: 'a', signals: [signal('a', every(60, 1e12, 10))] },
      { name: 'b', signals: [signal('b', every(60, 1e12 + 3_600_000, 10))] },
      { name: 'day1', signals: [signal('web', every(3600, 2e12, 24), 'cpu')] },
      { name: 'day9', signals: [signal('web', every(3600, 2e12 + 8 * 86_400_000, 24), 'cpu')] },
    ];
    const shift = new Map(planReplay(files, now, true).shifts.map((s) => [s.file, s.shiftMs]));
    expect(shift.get('a')).toBe(shift.get('b'));
    expect(shift.get('day1')).toBe(shift.get('day9'));
    expect(new Set(shift.values()).size).toBe(3);
  });
});

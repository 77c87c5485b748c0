import { severityOf } from '@lapwing/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf, rowsOf } from './testing.ts';

const START = Date.UTC(2026, 0, 5) / 1000;

/** A number in [0, 1) that depends on `i` and `k` alone. */
function noise(i: number, k: number): number {
  return ((Math.imul(i + 1, 2_654_435_761) ^ Math.imul(k + 7, 40_503)) >>> 5) / 2 ** 27;
}

/** `rows` readings of `columns` noisy signals, five minutes apart; every column jumps at row `fault`. */
function file(rows: number, columns = 1, fault = Infinity): string {
  const names = Array.from({ length: columns }, (_, k) => `s${k}`);
  const lines = Array.from({ length: rows }, (_, i) => {
    const jump = i >= fault && i < fault + 10 ? 50 : 0;
    return [
      START + 300 * i,
      ...names.map((__, k) => (10 + noise(i, k) + jump * (k === 1 ? 2 : 1)).toFixed(4)),
    ].join();
  });
  return `timestamp,${names.join()}\n${lines.join('\n')}\n`;
}

describe('the answer', () => {
  test('has the header of the contract', async () => {
    expect((await linesOf('timestamp,a\n'))[0]).toBe(
      'timestamp,score,p_value,severity,signal,value,expected,lower,upper,news',
    );
  });

  test.each([0, 1, 19, 20, 21, 500])('has one row for each of %i rows, in order', async (rows) => {
    const text = file(rows, 2);
    const times = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect((await rowsOf(text)).map((row) => row.timestamp)).toEqual(times);
  });

  test('score, severity and p-value agree, on every row', async () => {
    const rows = await rowsOf(file(3000, 1, 2500));
    for (const { score, pValue, severity, news } of rows) {
      expect(pValue > 0 && pValue <= 1).toBe(true);
      expect(score).toBeCloseTo(Math.min(100, -10 * Math.log10(pValue)), 9);
      expect(severity).toBe(severityOf(score) ?? '');
      expect(news).toBeGreaterThanOrEqual(0);
    }
    const severities = new Set(rows.map((row) => row.severity));
    expect(severities.has('')).toBe(true);
    expect(severities.size).toBeGreaterThan(1);
  });

  test('a p-value keeps its full precision: it gives back the score to the last digit', async () => {
    const [, ...lines] = await linesOf(file(3000, 1, 2500));
    const said = lines.map((line) => line.split(',')[2]).filter((p) => p !== '1');
    expect(said.length).toBeGreaterThan(100);
    for (const p of said) expect(String(Number(p))).toBe(p);
    expect(said.some((p) => p.length > 14)).toBe(true);
  });

  test('expected, lower and upper are there once something is known, and empty before', async () => {
    const rows = await rowsOf(file(300));
    expect([rows[0].expected, rows[0].lower, rows[0].upper]).toEqual(['', '', '']);
    const { expected, lower, upper, value } = rows[299];
    expect(value).toMatch(/^1\d\.\d+$/);
    expect(Number(lower)).toBeLessThanOrEqual(Number(expected));
    expect(Number(expected)).toBeLessThanOrEqual(Number(upper));
    expect(upper).not.toBe('');
  });
});

describe('several columns', () => {
  test('the row names the column that contributed most, with its reading', async () => {
    const text = file(2000, 4, 1900);
    const cells = text
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const rows = await rowsOf(text);
    for (const [i, row] of rows.entries()) {
      const column = cells[0].indexOf(row.signal);
      expect(column).toBeGreaterThan(0);
      expect(Number(row.value)).toBe(Number(cells[i + 1][column]));
    }
    expect(rows.slice(1900, 1910).some((row) => row.score >= 30)).toBe(true);
  });

  test('a row without any reading: p-value 1, score 0, nothing named', async () => {
    const lines = file(300, 2).split('\n');
    lines[150] = `${lines[150].split(',')[0]},,`;
    lines[151] = `${lines[151].split(',')[0]},NaN,Inf`;
    const answer = await linesOf(lines.join('\n'));
    for (const at of [150, 151]) expect(answer[at]).toBe(`${lines[at].split(',')[0]},0,1,,,,,,,0`);
  });

  test('a missing reading is never the one named', async () => {
    const lines = file(400, 2).split('\n');
    for (let i = 100; i < 200; i++) lines[i] = lines[i].replace(/,[^,]*$/, ',');
    const rows = await rowsOf(lines.join('\n'));
    expect(new Set(rows.slice(99, 199).map((row) => row.signal))).toEqual(new Set(['s0']));
  });

  test('names with commas, quotes and line ends are quoted as they were', async () => {
    const name = 'cpu, "core 0"\nof node';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const [, line] = await linesOf(`timestamp,${quoted}\n60,5\n`);
    expect(line).toBe(`60,0,1,,${quoted},5,,,,0`);
  });
});

describe('causal', () => {
  test('a file cut short gives the same first bytes', async () => {
    const lines = file(900, 3, 600).trim().split('\n');
    const whole = (await linesOf(lines.join('\n'))).join('\n');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: lines.length }), async (kept) => {
        const part = (await linesOf(lines.slice(0, kept).join('\n'))).join('\n');
        expect(whole.startsWith(part)).toBe(true);
        expect(part.split('\n').length).toBe(kept);
      }),
      // The first rows, where the interval is found, are the delicate ones.
      { numRuns: 25, examples: [[1], [2], [19], [20], [21], [22], [60]] },
    );
  });

  test('the same also when the interval changes and times stand still or go back', async () => {
    const times = Array.from({ length: 200 }, (_, i) => (i < 30 ? 10 * i : i < 60 ? 300 : 300 - i));
    const lines = ['timestamp,a', ...times.map((t, i) => `${1e9 + t},${i % 5}`)];
    const whole = await linesOf(lines.join('\n'));
    for (const kept of [5, 19, 20, 21, 31, 59, 100, 200]) {
      expect(await linesOf(lines.slice(0, kept + 1).join('\n'))).toEqual(whole.slice(0, kept + 1));
    }
  });
});

test('the same input gives the same bytes', async () => {
  const text = file(1500, 3, 1400);
  expect(await linesOf(text)).toEqual(await linesOf(text));
});

describe('times', () => {
  const scoresOf = async (text: string): Promise<string[]> =>
    (await linesOf(text)).map((line) => line.slice(line.indexOf(',')));

  test('epoch seconds, epoch milliseconds and ISO 8601 mean the same, and are given back as they stood', async () => {
    const text = file(800);
    const written = (as: (seconds: number) => string): string =>
      text.replace(/^\d+/gm, (seconds) => as(Number(seconds)));
    const ms = written((s) => String(s * 1000));
    const iso = written((s) => new Date(s * 1000).toISOString());
    const spaced = written((s) => new Date(s * 1000).toISOString().slice(0, 19).replace('T', ' '));
    const whole = await scoresOf(text);
    for (const other of [ms, iso, spaced]) {
      expect(await scoresOf(other)).toEqual(whole);
      expect((await linesOf(other))[5].split(',')[0]).toBe(other.split('\n')[5].split(',')[0]);
    }
  });

  test('repeated and earlier times are scored where they stand', async () => {
    const rows = await rowsOf(`timestamp,a\n${[5, 5, 4, 9, 9, 1].map((t, i) => `${t},${i}`).join('\n')}\n`);
    expect(rows.map((row) => [row.timestamp, row.value])).toEqual([
      ['5', '0'],
      ['5', '1'],
      ['4', '2'],
      ['9', '3'],
      ['9', '4'],
      ['1', '5'],
    ]);
  });
});

test('any readings at all: rows as many, cells ten, numbers that are numbers', async () => {
  const cell = fc.oneof(
    fc.double().map(String),
    fc.constantFrom('', 'NaN', 'Inf', '-Infinity', '1e308', '-1e308', '5e-324', '0', '-0', '1'),
  );
  const rows = fc.array(fc.tuple(cell, cell, fc.integer({ min: 1, max: 40 })), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const lines = given.flatMap(([a, b, times]) => new Array<string>(times).fill(`${a},${b}`));
      const text = `timestamp,a,b\n${lines.map((line, i) => `${60 * i},${line}`).join('\n')}`;
      const said = await rowsOf(text);
      expect(said.length).toBe(lines.length);
      for (const row of said) {
        expect(row.pValue > 0 && row.pValue <= 1).toBe(true);
        for (const text of [row.expected, row.lower, row.upper]) expect(Number(text)).not.toBeNaN();
        expect(row.score >= 0 && row.score <= 100 && row.news >= 0).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

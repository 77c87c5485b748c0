import { describe, expect, test } from 'vitest';
import type { BankSettings } from '../bank/bank.ts';
import { Random } from '../random.ts';
import { refusalOf } from '../testing/refusal.ts';
import { gauss } from '../testing/shapes.ts';
import { RowScorer, createRowScorer, type RowScore } from './row-scorer.ts';

const SETTINGS: BankSettings = {
  intervalSeconds: 300,
  direction: 'both',
  models: { statistical: true, forest: true },
  seed: 1,
};
const ROWS = 3000;
const FAULT = 2500;

/** Noise in every column; from FAULT on, twelve rows of trouble in columns `bad`. */
function rowsOf(columns: number, bad: readonly number[], rows = ROWS): Float64Array[] {
  const random = new Random(11);
  return Array.from({ length: rows }, (_, i) =>
    Float64Array.from({ length: columns }, (__, k) => {
      const trouble = i >= FAULT && i < FAULT + 12 && bad.includes(k) ? 40 : 0;
      return 100 + 3 * gauss(random) + trouble;
    }),
  );
}

function scored(scorer: RowScorer, rows: readonly Float64Array[], from = 0): RowScore[] {
  return rows.map((row, i) => scorer.step((from + i) * 300_000, row));
}

test('one column: the row has the p-value and the news of its signal', () => {
  const scorer = createRowScorer(1, SETTINGS);
  for (const [i, row] of rowsOf(1, [0]).entries()) {
    const { pValue, news, column } = scorer.step(i * 300_000, row);
    expect([pValue, news, column]).toEqual([scorer.scores.pValue[0], scorer.scores.news[0], 0]);
  }
});

test('several columns: a fault in one is found and laid to it', () => {
  const said = scored(createRowScorer(5, SETTINGS), rowsOf(5, [3]));
  const [first] = said.slice(FAULT);
  expect(first.pValue).toBeLessThan(1e-3);
  expect(first.news).toBeGreaterThan(0);
  expect(first.column).toBe(3);
});

test('a fault in three columns is more of a surprise than in one', () => {
  const at = (bad: number[]): number => {
    const said = scored(createRowScorer(6, SETTINGS), rowsOf(6, bad));
    return Math.min(...said.slice(FAULT, FAULT + 12).map((row) => row.pValue));
  };
  expect(at([1, 2, 4])).toBeLessThan(at([1]));
});

test('the column is the one with the highest surprise', () => {
  const scorer = createRowScorer(4, SETTINGS);
  for (const [i, row] of rowsOf(4, [2], 600).entries()) {
    const { column } = scorer.step(i * 300_000, row);
    expect(scorer.scores.surprise[column]).toBe(Math.max(...scorer.scores.surprise));
  }
});

describe('missing readings', () => {
  test('in all columns: p-value 1, no news, no column, and the joint past is left alone', () => {
    const scorer = createRowScorer(3, SETTINGS);
    scored(scorer, rowsOf(3, [], 500));
    const before = scorer.save();
    const empty = new Float64Array(3).fill(NaN);
    expect(scorer.step(500 * 300_000, empty)).toEqual({ pValue: 1, news: 0, column: -1 });
    expect(scorer.save().length).toBe(before.length);
  });

  test('in some: the others are scored, and none of the missing is named', () => {
    const scorer = createRowScorer(3, SETTINGS);
    for (const [i, row] of rowsOf(3, [1]).entries()) {
      row[i % 3] = NaN;
      const { pValue, column } = scorer.step(i * 300_000, row);
      expect(column).not.toBe(i % 3);
      expect(pValue > 0 && pValue <= 1).toBe(true);
      expect(scorer.scores.pValue[i % 3]).toBe(1);
    }
  });

  test('a row of no columns', () => {
    expect(createRowScorer(0, SETTINGS).step(0, new Float64Array(0)).column).toBe(-1);
  });
});

describe.each([1, 4])('with %i columns', (columns) => {
  const rows = rowsOf(columns, [0]);
  const whole = scored(createRowScorer(columns, SETTINGS), rows);

  test('restored in the middle: the very same rows', () => {
    for (const cut of [0, 1, 39, 1000, FAULT + 1]) {
      const before = createRowScorer(columns, SETTINGS);
      const first = scored(before, rows.slice(0, cut));
      const bytes = before.save();
      const after = RowScorer.restore(bytes);
      expect(after.columns).toBe(columns);
      expect(after.save()).toEqual(bytes);
      expect([...first, ...scored(after, rows.slice(cut), cut)]).toEqual(whole);
    }
  });

  test('causal: what comes later changes nothing that was said', () => {
    const other = [...rows.slice(0, 1000), ...rows.slice(1000).map((row) => row.map((x) => -x))];
    expect(scored(createRowScorer(columns, SETTINGS), other).slice(0, 1000)).toEqual(whole.slice(0, 1000));
  });
});

test('saved bytes that are cut short, of another version, or of something else are refused', () => {
  const scorer = createRowScorer(2, SETTINGS);
  scored(scorer, rowsOf(2, [], 200));
  const bytes = scorer.save();
  expect(refusalOf(() => RowScorer.restore(bytes.subarray(0, -1))).code).toBe('BAD_STATE');
  expect(refusalOf(() => RowScorer.restore(new Uint8Array(99))).code).toBe('BAD_STATE');
  const newer = bytes.slice();
  newer[4]++;
  expect(refusalOf(() => RowScorer.restore(newer))).toMatchObject({ code: 'UNSUPPORTED_VERSION' });
});

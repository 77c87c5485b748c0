import { expect, test } from 'vitest';
import { printed } from './report.ts';

test('names to the left, numbers to the right', () => {
  const rows = [
    { name: 'a', n: 1_000_000, x: 0.12345 },
    { name: 'long', n: 7, x: NaN },
  ];
  expect(printed({ title: 'T', rows })).toBe(
    ['T', '  name          n      x', '  a     1,000,000  0.123', '  long          7      –', ''].join('\n'),
  );
});

test('a table without rows says so', () => {
  expect(printed({ title: 'T', rows: [] })).toBe('T\n  (nothing)\n');
});

import { expect, test } from 'vitest';
import { withTables } from './page.ts';
import { printed, textOf } from './table.ts';

const TABLE = {
  title: 'T',
  rows: [
    { name: 'a', n: 1_000_000, x: 0.12345 },
    { name: 'long', n: 7, x: NaN },
  ],
};

test('in a terminal: names to the left, numbers to the right', () => {
  expect(printed(TABLE)).toBe(
    ['T', '  name          n      x', '  a     1,000,000  0.123', '  long          7      –', ''].join('\n'),
  );
  expect(printed({ title: 'T', rows: [] })).toBe('T\n  (nothing)\n');
});

test('on the page: between its marks, again and again', () => {
  const page = 'Text.\n\n<!-- b.machine -->\n<!-- end -->\n\n<!-- b.0 -->\nold\n<!-- end -->\nmore';
  const once = withTables(page, 'b', 'here', [TABLE]);
  expect(once).toBe(
    [
      'Text.\n\n<!-- b.machine -->\n\nhere\n\n<!-- end -->\n\n<!-- b.0 -->\n',
      '| name | n         | x     |',
      '| ---- | --------- | ----- |',
      '| a    | 1,000,000 | 0.123 |',
      '| long | 7         | –     |\n',
      '<!-- end -->\nmore',
    ].join('\n'),
  );
  expect(withTables(once, 'b', 'here', [TABLE])).toBe(once);
});

test('a page without the place is refused', () => {
  expect(() => withTables('text', 'b', 'here', [])).toThrow('<!-- b.machine -->');
});

test.each([
  [0.5, '0.500'],
  [-0.5, '-0.500'],
  [1.234, '1.23'],
  [56.38, '56.4'],
  [123.4, '123'],
  [1234, '1,234'],
  [NaN, '–'],
  ['text', 'text'],
  [undefined, ''],
])('%s: %s', (value, text) => {
  expect(textOf(value)).toBe(text);
});

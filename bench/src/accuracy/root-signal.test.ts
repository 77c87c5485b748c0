import { expect, test } from 'vitest';
import { parseInterpretation } from './root-signal.ts';

test('rows and metrics of each event', () => {
  expect(parseInterpretation('760-765:4,5\r\n1064-1298:6\n')).toEqual([
    { first: 760, last: 765, metrics: [4, 5] },
    { first: 1064, last: 1298, metrics: [6] },
  ]);
});

test('another line is refused', () => {
  expect(() => parseInterpretation('760:4')).toThrow('"760:4" is not from-to:metrics');
});

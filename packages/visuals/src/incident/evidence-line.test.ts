import { expect, test } from 'vitest';
import { evidenceLine } from './evidence-line.ts';

test('the service, and the signal a second time, are left out; the trace stands for itself', () => {
  expect(
    evidenceLine(
      'duration: duration of database (callee=database, caller=cart) is 305.7, expected 8.7 (3.7 to 15.6): a sudden rise. (trace 098ba5f6a1c75bd9)',
      'database',
    ),
  ).toEqual({
    text: 'duration (caller=cart) is 305.7, expected 8.7 (3.7 to 15.6): a sudden rise.',
    traceId: '098ba5f6a1c75bd9',
  });
});

test('a sentence that is built otherwise stays', () => {
  const said = 'Own time of SELECT: mean 4.7 ms before (888 spans), 192 ms since (166)';
  expect(evidenceLine(said, 'database')).toEqual({ text: said, traceId: undefined });
  expect(evidenceLine('cpu: cpu of data is 4: a rise.', 'database').text).toBe('cpu of data is 4: a rise.');
});

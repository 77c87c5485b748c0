import { expect, test } from 'vitest';
import { whyText } from './why-text.ts';

test.each([
  ['errors of checkout (status=500) is 48, expected 3 (0 to 9): a sudden rise.', 'A sudden rise'],
  [
    'duration of a is 5.1e-7, expected 3 (unknown to 9): less than usual at this time.',
    'Less than usual at this time',
  ],
  [
    'behaviour of a (at=b:80) is 68, expected 0 (0 to 30): higher than it has been. own time of x: longer, e.g. trace 1.',
    'Higher than it has been. Own time of x: longer, e.g. trace 1',
  ],
  ['up is 0: lower than it has been.', 'Lower than it has been'],
])('%s', (reason, why) => {
  expect(whyText(reason)).toBe(why);
});

test.each(['errors of checkout are 48, expected 3', 'It is 4: too much: by far', ''])(
  'another sentence stays: %s',
  (reason) => {
    expect(whyText(reason)).toBe(reason);
  },
);

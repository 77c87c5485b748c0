import { expect, test } from 'vitest';
import { whyText } from './why-text.ts';

test.each([
  ['errors of checkout (status=500) is 48, expected 3 (0 to 9): a sudden rise.', 'A sudden rise'],
  [
    'duration of a is 5.1e-7, expected 3 (unknown to 9): less than usual at this time.',
    'Less than usual at this time',
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

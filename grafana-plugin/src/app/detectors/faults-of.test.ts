import { expect, test } from 'vitest';
import { faultsOf } from './faults-of.ts';

const answer = (error: object) => ({
  status: 400,
  data: {
    error: { code: 'BAD_REQUEST', message: 'm', where: 'body.source', hint: 'h', request_id: 'r', ...error },
  },
});

test('an answer names its faults one by one, or the one that it is about', () => {
  expect(faultsOf(answer({}))).toEqual([{ where: 'body.source', message: 'm' }]);
  const details = [{ where: 'body.name', message: 'is missing' }];
  expect(faultsOf(answer({ details }))).toEqual(details);
  expect(faultsOf(new Error('away'))).toEqual([]);
});

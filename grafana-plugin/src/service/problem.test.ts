import { expect, test } from 'vitest';
import { ContractError, explain, problemLine } from './problem.ts';
import { QueryError } from './query-error.ts';
import { TimeLimitError } from './time-limit.ts';

const told = {
  error: {
    code: 'BAD_TIME',
    message: 'end lies before start',
    where: 'end_time',
    hint: 'swap them',
    request_id: 'r1',
  },
};

test.each([
  ['a broken connection', { status: 0, data: null }, 'Lapwing does not answer'],
  ['a proxy that found nobody', { status: 502, data: { message: 'Bad Gateway' } }, 'Lapwing does not answer'],
  ['a bad key', { status: 401, data: told }, 'Lapwing refused the key'],
  [
    'nobody who is signed in, as in a snapshot that is open to all',
    { status: 401, data: { message: 'Unauthorized', messageId: 'auth.unauthorized', statusCode: 401 } },
    'You are not signed in to Grafana',
  ],
  [
    'a bad key, by way of the data source proxy',
    { status: 400, data: { message: 'Authentication to data source failed' } },
    'Lapwing refused the key',
  ],
  ['a low role', { status: 403, data: {} }, 'This is not allowed'],
  ['the wrong server', { status: 404, data: '<html>' }, 'Not found'],
  ['a broken service', { status: 500, data: 'oops' }, 'Lapwing answered with status 500'],
  ['what the service says itself', { status: 400, data: told }, 'End lies before start'],
  ['a slow service', new TimeLimitError(1400), 'Lapwing is too slow'],
  ['a newer service', new ContractError('api/health', {}), 'Plugin and service do not fit together'],
  ['a wrong query', new QueryError('the pattern ( is none', 'mend it'), 'The pattern ( is none'],
  ['anything else', new TypeError('fetch failed'), 'Lapwing does not answer'],
  ['not even an error', 'x', 'Lapwing does not answer'],
])('%s', (_name, error, title) => {
  const problem = explain(error);
  expect(problem.title).toBe(title);
  expect(problem.hint).not.toBe('');
});

test('one line of it has both parts', () => {
  expect(problemLine({ title: 'A', hint: 'B.' })).toBe('A. B.');
});

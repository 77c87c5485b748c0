import { expect, test } from 'vitest';
import { ContractError, LateError, explain } from './problem.ts';

test('what the server half said is what a person reads', () => {
  const error = {
    code: 'FORBIDDEN',
    message: 'you may not do this',
    where: 'x',
    hint: 'ask',
    request_id: 'r',
  };
  const body = { statusCode: 403, message: error.message, attributes: { error } };
  expect(explain(Object.assign(new Error('Forbidden'), { body }))).toEqual({
    title: 'You may not do this',
    hint: 'Ask',
  });
  const later = { ...body, attributes: { error: { ...error, code: 'TEAPOT' } } };
  expect(explain({ body: later }).title).toBe('You may not do this');
});

test('any other failure says what to do', () => {
  expect(explain({ body: { statusCode: 404, message: 'Not Found' } }).hint).toContain('installed');
  expect(explain({ body: { statusCode: 500, message: 'an error' } }).title).toContain('500');
  expect(explain(new TypeError('Failed to fetch')).title).toBe('OpenSearch Dashboards does not answer');
  expect(explain(new LateError(25_000)).hint).toContain('25 s');
  expect(explain(new ContractError('/x', {})).hint).toContain('version');
});

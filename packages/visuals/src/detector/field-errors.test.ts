import { expect, test } from 'vitest';
import { fieldErrors } from './field-errors.ts';

const errors = fieldErrors([
  { where: 'body.query.expr', message: 'is no PromQL' },
  { where: 'body.detector.suppress.windows[0].end', message: 'must differ from start' },
  { where: 'source', message: 'is not known' },
  { where: 'body', message: 'is odd' },
]);

test('a fault stands at its field, whatever it was sent in', () => {
  expect(errors.at('query.expr')).toBe('is no PromQL');
  expect(errors.at('suppress.windows[0]')).toBe('must differ from start');
  expect(errors.at('source')).toBe('is not known');
  expect(errors.at('query.ex'), 'a part of a name is another name').toBeUndefined();
});

test('what stands at no field of the form is told with its place', () => {
  expect(errors.elsewhere(['query', 'source'])).toEqual([
    'suppress.windows[0].end: must differ from start',
    'body: is odd',
  ]);
});

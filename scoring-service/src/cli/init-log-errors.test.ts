import { expect, test } from 'vitest';
import { fieldCatalog } from '../sources/opensearch/field-catalog.ts';
import { logErrors } from './init-log-errors.ts';

const text = { text: { type: 'text', aggregatable: false } };
const keyword = { keyword: { type: 'keyword', aggregatable: true } };
const number = { long: { type: 'long', aggregatable: true } };
const catalog = fieldCatalog({
  fields: { log: text, code: text, 'code.keyword': keyword, status: number, level: keyword },
});

/** Errors of an index whose fields hold these values. */
const errorsOf = (detected: object, values: Record<string, (string | number)[]>) =>
  logErrors({ catalog, detected }, async (field) => values[field] ?? []);

test('by the levels that were seen, else by the usual ones', async () => {
  const level = { level: 'level', message: 'log' };
  expect((await errorsOf(level, { level: ['info', 'err'] }))?.of).toEqual({ terms: { level: ['err'] } });
  expect((await errorsOf(level, { level: ['info'] }))?.of).toMatchObject({
    terms: { level: expect.arrayContaining(['ERROR']) },
  });
});

test('of access logs by the status, be it a number or text', async () => {
  expect(await errorsOf({}, { status: [200, 404, 502] })).toEqual({
    of: { range: { status: { gte: 500 } } },
    which: 'status is 500 or above',
  });
  expect((await errorsOf({}, { 'code.keyword': ['200', '301'] }))?.of).toEqual({
    regexp: { 'code.keyword': '5[0-9][0-9]' },
  });
});

test('what else is called a status is none; then the words of the message tell, or nothing does', async () => {
  const others = { status: [1, 2, 200], 'code.keyword': ['OK'] };
  expect((await errorsOf({ message: 'log' }, others))?.of).toEqual({
    match: { log: expect.stringContaining('exception') },
  });
  expect(await errorsOf({}, others)).toBeUndefined();
});

import { expect, test } from 'vitest';
import type { BatchItem } from './batch.ts';
import { judgeBulk } from './bulk-answer.ts';

const item = (id: string): BatchItem => ({ index: 'i', id, source: '{}', lines: '{}\n{}\n' });
const told = (status: number, type?: string) => ({
  index: { _id: 'x', status, ...(type === undefined ? {} : { error: { type, reason: `${type} said so` } }) },
});
const judge = (...answers: object[]) =>
  judgeBulk(
    { took: 3, errors: true, items: answers },
    answers.map((_, i) => item(String(i))),
  );
const ids = (items: BatchItem[]): string[] => items.map(({ id }) => id);

test('created, replaced and already there are written', () => {
  const outcome = judge(told(201), told(200), told(409, 'version_conflict_engine_exception'));
  expect(outcome).toEqual({ written: 3, again: [], refused: [], reason: '', blocked: false, tooMuch: false });
});

test('what the mapping refuses is refused, with its reason and cause', () => {
  const cause = { type: 'json_parse_exception', reason: 'bad number' };
  const outcome = judge(told(400, 'strict_dynamic_mapping_exception'), told(201), {
    index: { status: 400, error: { type: 'mapper_parsing_exception', reason: 'failed', caused_by: cause } },
  });
  expect(outcome.refused.map(({ item: { id }, reason }) => [id, reason])).toEqual([
    ['0', 'strict_dynamic_mapping_exception: strict_dynamic_mapping_exception said so'],
    ['2', 'mapper_parsing_exception: failed (bad number)'],
  ]);
  expect(outcome.written).toBe(1);
});

test.each([408, 429, 500, 502, 503, 504])('an item with status %d is sent again', (status) => {
  const outcome = judge(told(201), told(status, 'rejected_execution_exception'));
  expect(ids(outcome.again)).toEqual(['1']);
  expect(outcome).toMatchObject({ blocked: false, tooMuch: false });
  expect(outcome.reason).toContain(String(status));
});

test.each([
  [403, 'security_exception'],
  [403, 'cluster_block_exception'],
  [404, 'index_not_found_exception'],
  [400, 'validation_exception'],
])('what a person must mend (%d %s) is sent again, and no dead letter', (status, type) => {
  const outcome = judge(told(status, type));
  expect(ids(outcome.again)).toEqual(['0']);
  expect(outcome.blocked).toBe(true);
});

test('a circuit breaker asks for less', () => {
  expect(judge(told(429, 'circuit_breaking_exception')).tooMuch).toBe(true);
});

test.each([
  ['no answer', null],
  ['a page', '<html>'],
  ['of another shape', { items: 3 }],
  ['with fewer items than were sent', { errors: false, items: [] }],
])('an answer that is %s is not taken for a success', (_, body) => {
  expect(() => judgeBulk(body, [item('0')])).toThrow();
});

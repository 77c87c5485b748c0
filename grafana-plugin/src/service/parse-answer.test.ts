import { Severity } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { LATER_WORDS } from './later-words.ts';
import { parseAnswer } from './parse-answer.ts';
import { ContractError } from './problem.ts';

const Row = z.strictObject({
  id: z.string(),
  kind: z.union([z.strictObject({ a: z.number() }), z.string()]),
  severity: Severity.optional(),
});
const List = z.strictObject({ items: z.array(Row), total: z.number() });

test('what a later service says beyond the contract is left out, its words are told, until it no longer says them', () => {
  const answer = {
    items: [{ id: 'x', kind: { a: 1, later: 1 }, severity: 'EXTREME' }],
    total: 1,
    later: [1],
  };
  expect(parseAnswer('api/list?limit=1', List, answer)).toEqual({
    items: [{ id: 'x', kind: { a: 1 }, severity: 'LOW' }],
    total: 1,
  });
  expect(LATER_WORDS.note()?.text).toContain('severity “EXTREME”');
  parseAnswer('api/list?limit=2', List, { items: [], total: 0 });
  expect(LATER_WORDS.note()).toBeUndefined();
});

test('what else is wrong is told, with fields of a later service or without', () => {
  for (const answer of [{ items: [{ id: 1, kind: 'k' }], total: 1, later: 1 }, { items: [] }, undefined]) {
    expect(() => parseAnswer('api/list?limit=1', List, answer)).toThrow(
      new ContractError('api/list', { cause: undefined }),
    );
  }
});

test('what is sent back whole must be known whole', () => {
  const answer = { items: [], total: 0, later: 1 };
  expect(() => parseAnswer('api/list', List, answer, { whole: true })).toThrow(ContractError);
  expect(parseAnswer('api/list', List, { items: [], total: 0 }, { whole: true })).toEqual({
    items: [],
    total: 0,
  });
});

import { DetectorEntry } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseAnswer } from './parse-answer.ts';
import { ContractError } from './problem.ts';

const Row = z.strictObject({
  id: z.string(),
  kind: z.union([z.strictObject({ a: z.number() }), z.string()]),
});
const List = z.strictObject({ items: z.array(Row), total: z.number() });

test('fields of a later service are left out, wherever they stand', () => {
  const answer = { items: [{ id: 'x', kind: { a: 1, later: 1 }, later: {} }], total: 1, later: [1] };
  expect(parseAnswer('api/list', List, answer)).toEqual({ items: [{ id: 'x', kind: { a: 1 } }], total: 1 });
  expect(answer.later, 'the answer itself is let be').toEqual([1]);
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

test('a detector with settings of a later version is read as far as they are known', () => {
  const known = {
    ...{ id: 'd', name: 'D', source: 's', kind: 'metric', query: { type: 'prometheus', expr: 'up' } },
    ...{ revision: 1, provisioned: false, created_at: '2026-01-01T00:00:00.000Z' },
    changed_at: '2026-01-01T00:00:00.000Z',
  };
  const later = { ...known, mood: 'calm', query: { ...known.query, step: '1m' } };
  expect(parseAnswer('api/detectors/d', DetectorEntry, later)).toEqual(
    parseAnswer('api/detectors/d', DetectorEntry, known),
  );
});

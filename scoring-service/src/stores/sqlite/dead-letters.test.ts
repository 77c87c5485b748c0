import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DatabaseSync } from 'node:sqlite';
import type { DeadLetter } from '../dead-letter-store.ts';
import { createSqliteDeadLetters } from './dead-letters.ts';
import { openSqlite } from './open.ts';
import { SCORE_MIGRATIONS } from './score-schema.ts';

let db: DatabaseSync;
beforeEach(() => {
  db = openSqlite({ file: ':memory:', durability: 'process', migrations: SCORE_MIGRATIONS });
});
afterEach(() => db.close());

const letter = (n: number, more: Partial<DeadLetter> = {}): DeadLetter => ({
  documentId: `id-${n}`,
  index: 'lapwing-scores-v1-2026.11.22',
  reason: 'mapper_parsing_exception: no',
  document: '{}',
  at: n,
  ...more,
});

test('letters come back, newest first; one that is refused again replaces its letter', () => {
  const letters = createSqliteDeadLetters(db);
  letters.put([letter(1), letter(2)]);
  letters.put([letter(1, { at: 3, reason: 'another' })]);
  expect(letters.count()).toBe(2);
  expect(letters.list(1)).toEqual([letter(1, { at: 3, reason: 'another' })]);
  expect(letters.expire(3)).toBe(1);
  expect(letters.list(10).map(({ documentId }) => documentId)).toEqual(['id-1']);
});

test('the oldest leave when there are too many', () => {
  const letters = createSqliteDeadLetters(db);
  letters.put(Array.from({ length: 10_005 }, (_, n) => letter(n)));
  expect(letters.count()).toBe(10_000);
  expect(letters.list(10_000).at(-1)?.documentId).toBe('id-5');
});

import { expect, test } from 'vitest';
import { wordsFor } from './words-for.ts';

test('a resolved incident can be reopened, a merged one is out of reach', () => {
  expect(wordsFor('open')).toEqual(['acknowledge', 'resolve']);
  expect(wordsFor('acknowledged')).toEqual(['resolve']);
  expect(wordsFor('resolved')).toEqual(['reopen']);
  expect(wordsFor('merged')).toEqual([]);
});

import { expect, test } from 'vitest';
import { EndedSessions } from './ended-sessions.ts';

test('a family ends for all, a user for what was made until then', () => {
  const ended = new EndedSessions(1000);
  ended.endFamily('f', 10);
  ended.endUser('ada', 20);
  expect(ended.has('f', 'bob', 15)).toBe(true);
  expect(ended.has('g', 'bob', 15)).toBe(false);
  expect(ended.has('g', 'ada', 20)).toBe(true);
  expect(ended.has('g', 'ada', 21)).toBe(false);
});

test('what no living token can belong to is forgotten', () => {
  const ended = new EndedSessions(1000);
  ended.endFamily('f', 10);
  ended.endFamily('g', 1011);
  expect(ended.has('f', 'ada', 0)).toBe(false);
  expect(ended.has('g', 'ada', 0)).toBe(true);
});

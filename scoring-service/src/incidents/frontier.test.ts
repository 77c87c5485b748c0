import { expect, test } from 'vitest';
import { Frontier } from './frontier.ts';

const at = (id: string, watermark: number | undefined, down = false) => ({ id, watermark, down });

test('all detectors are waited for, those that have not begun are not', () => {
  const frontier = new Frontier();
  expect(frontier.at([at('a', 100), at('b', 60), at('new', undefined)], 0).time).toBe(60);
  expect(frontier.at([at('a', 100), at('b', 90)], 1_000).time).toBe(90);
});

test('without detectors there is no frontier', () => {
  expect(new Frontier().at([], 0).time).toBe(-Infinity);
});

test('it never goes back', () => {
  const frontier = new Frontier();
  frontier.at([at('a', 100)], 0);
  expect(frontier.at([at('a', 100), at('rewound', 10)], 1_000).time).toBe(100);
});

test('one that is down is left, and told', () => {
  expect(new Frontier().at([at('a', 100), at('b', 60, true)], 0)).toEqual({ time: 100, left: ['b'] });
});

test('one that does not move is left after a minute', () => {
  const frontier = new Frontier();
  expect(frontier.at([at('a', 100), at('b', 60)], 0).time).toBe(60);
  expect(frontier.at([at('a', 160), at('b', 60)], 30_000).time).toBe(60);
  expect(frontier.at([at('a', 220), at('b', 60)], 61_000)).toEqual({ time: 220, left: ['b'] });
});

test('one that catches up slowly holds the others up for two minutes at most', () => {
  const frontier = new Frontier();
  frontier.at([at('a', 1e9), at('b', 1)], 0);
  // It moves on, but is not where anything would be new.
  expect(frontier.at([at('a', 1e9), at('b', 2)], 50_000).time).toBe(2);
  expect(frontier.at([at('a', 2e9), at('b', 2)], 100_000).time).toBe(2);
  expect(frontier.at([at('a', 2e9), at('b', 2)], 171_000).time).toBe(2e9);
});

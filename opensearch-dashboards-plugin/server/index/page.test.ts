import { expect, test } from 'vitest';
import { overlapping, pageAnswer, pageSpan } from './page.ts';

test('pages follow one another to the end', () => {
  expect(pageSpan({})).toEqual({ from: 0, size: 100 });
  const page = pageSpan({ limit: 2, cursor: '2' });
  expect(page).toEqual({ from: 2, size: 2 });
  expect(pageAnswer(['c', 'd'], 5, page)).toEqual({ items: ['c', 'd'], next: '4', total: 5 });
  expect(pageAnswer(['e'], 5, pageSpan({ limit: 2, cursor: '4' })).next).toBeNull();
});

test('a cursor of somebody else, and what lies too far, is refused', () => {
  expect(() => pageSpan({ cursor: 'x' })).toThrow('none of ours');
  expect(() => pageSpan({ limit: 1000, cursor: '9500' })).toThrow('first 10000');
});

test('an open anomaly overlaps all that comes after its start; a range backwards is refused', () => {
  expect(JSON.stringify(overlapping({ start_time: 5, end_time: 9 }, 20))).toContain('must_not');
  expect(overlapping({}, 20)).toEqual([]);
  expect(() => overlapping({ start_time: 9, end_time: 5 }, 20)).toThrow('ends before');
});

import { expect, test } from 'vitest';
import { OperationNames } from './operation-names.ts';

const DAY = 86_400_000;

test('the first ones get names, the rest is other', () => {
  const names = new OperationNames(2);
  expect(names.nameOf('shop', 'GET /a', 0)).toBe('GET /a');
  expect(names.nameOf('shop', 'GET /b', 0)).toBe('GET /b');
  expect(names.nameOf('shop', 'GET /c', 0)).toBe('other');
  expect(names.nameOf('cart', 'GET /c', 0)).toBe('GET /c');
});

test('one that is seen far more often takes the place of the rarest', () => {
  const names = new OperationNames(2);
  names.nameOf('shop', 'busy', 0, 100);
  names.nameOf('shop', 'rare', 0);
  expect(names.nameOf('shop', 'rising', 0)).toBe('other');
  expect(names.nameOf('shop', 'rising', 0)).toBe('other');
  expect(names.nameOf('shop', 'rising', 0)).toBe('rising');
  expect(names.nameOf('shop', 'rare', 0)).toBe('other');
  const { changed, retired } = names.takeChanges();
  expect(retired.map(({ operation }) => operation)).toEqual(['rare']);
  expect(changed.map(({ operation }) => operation).sort()).toEqual(['busy', 'rising']);
  expect(names.takeChanges()).toEqual({ changed: [], retired: [] });
});

test('a flood of distinct names neither grows without bound nor takes a name', () => {
  const names = new OperationNames(3);
  for (const name of ['a', 'b', 'c']) names.nameOf('shop', name, 0, 5);
  for (let i = 0; i < 20_000; i++) {
    expect(names.nameOf('shop', `job-${String.fromCharCode(97 + (i % 26))}${i.toString(36)}x`, 0)).toBe(
      'other',
    );
  }
  for (const name of ['a', 'b', 'c']) expect(names.nameOf('shop', name, 0)).toBe(name);
});

test('what went long ago gives way to what came lately', () => {
  const names = new OperationNames(1);
  names.nameOf('shop', 'old', 0, 1000);
  for (let day = 1; day < 12; day++) names.nameOf('shop', 'new', day * DAY, 10);
  expect(names.nameOf('shop', 'new', 12 * DAY)).toBe('new');
});

test('goes on with the names that were kept', () => {
  const names = new OperationNames(1);
  names.nameOf('shop', 'GET /x/12', 0);
  const again = new OperationNames(1, names.takeChanges().changed);
  expect(again.nameOf('shop', 'other one', 0)).toBe('other');
  expect(again.nameOf('shop', 'GET /x/99', 0)).toBe('GET /x/{id}');
});

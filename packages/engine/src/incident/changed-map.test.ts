import { expect, test } from 'vitest';
import { ChangedMap } from './changed-map.ts';

test('it tells what changed since it was asked last, in the order of the map', () => {
  const map = ChangedMap.of([
    ['a', 1],
    ['b', 2],
  ]);
  expect(map.takeChanges()).toEqual([]);
  map.set('b', 3).set('c', 4);
  map.set('c', 5);
  expect(map.takeChanges()).toEqual([
    ['b', 3],
    ['c', 5],
  ]);
  expect(map.takeChanges()).toEqual([]);
});

test('what went is told once; what was put back has another place', () => {
  const map = ChangedMap.of([
    ['a', 1],
    ['b', 2],
  ]);
  map.delete('a');
  map.delete('none');
  map.set('c', 3);
  map.set('a', 4);
  expect(map.takeChanges()).toEqual([
    ['a', undefined],
    ['c', 3],
    ['a', 4],
  ]);
  expect([...map.keys()]).toEqual(['b', 'c', 'a']);
});

test('what came and went in between leaves no value behind', () => {
  const map = new ChangedMap<number>();
  map.set('a', 1);
  map.delete('a');
  expect(map.takeChanges()).toEqual([['a', undefined]]);
});

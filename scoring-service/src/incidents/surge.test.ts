import { CallGraph, type Evidence } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { weighSurge, type Piece } from './surge.ts';

const graph = new CallGraph();
for (const [caller, callee] of [
  ['web', 'cart'],
  ['cart', 'database'],
]) {
  graph.addCall(caller, callee);
}

function piece(service: string, reach: Evidence['reach'], onsetMs: number, rose = true): Piece {
  const evidence: Evidence = {
    ...{ service, kind: 'metric', signal: reach, family: reach, strength: 3, reach, onsetMs, words: '' },
  };
  return { evidence, rose };
}
const strengths = (pieces: Piece[]): number[] => weighSurge(pieces, graph).map(({ strength }) => strength);

test('a surge began where nobody who surges calls, and explains what surges below', () => {
  const found = strengths([
    piece('web', 'load', 0),
    piece('cart', 'load', 0),
    piece('database', 'load', 0),
    piece('database', 'own', 0),
    piece('web', 'callee', 60),
  ]);
  expect(found[0]).toBeCloseTo(10);
  for (const pushed of found.slice(1, 4)) expect(pushed).toBeCloseTo(0.6);
  expect(found[4]).toBe(3);
});

test('load that grows after trouble began, or falls away, changes nothing', () => {
  expect(strengths([piece('database', 'own', 0), piece('web', 'load', 60)])).toEqual([3, 3]);
  expect(strengths([piece('web', 'load', 0, false), piece('database', 'own', 0)])).toEqual([3, 3]);
});

test('what does not surge itself keeps its evidence', () => {
  expect(strengths([piece('web', 'load', 0), piece('database', 'own', 0)])[1]).toBe(3);
});

test('services that call each other in a circle are all where it began', () => {
  const circle = new CallGraph();
  circle.addCall('a', 'b');
  circle.addCall('b', 'a');
  const found = weighSurge([piece('a', 'load', 0), piece('b', 'load', 0)], circle);
  for (const { strength } of found) expect(strength).toBeCloseTo(10);
});

test('nothing comes of nothing', () => expect(weighSurge([], graph)).toEqual([]));

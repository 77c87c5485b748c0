import { expect, test } from 'vitest';
import { CallGraph } from './call-graph.ts';
import type { Evidence } from './evidence.ts';
import { confidenceOf, rankSuspects } from './rank.ts';

const graph = new CallGraph();
graph.addCall('front', 'cart');
graph.addCall('cart', 'store');
graph.addCall('front', 'ads');
graph.addCall('other', 'batch');

function piece(service: string, strength: number, more: Partial<Evidence> = {}): Evidence {
  return {
    service,
    kind: 'log',
    family: 'message',
    signal: 's',
    strength,
    reach: 'callee',
    words: 'w',
    ...more,
  };
}

const names = (evidence: Evidence[], symptom?: string): string[] =>
  rankSuspects(evidence, graph, symptom === undefined ? {} : { symptom }).map(({ service }) => service);

test('a caller is less suspect when what it calls explains it', () => {
  expect(names([piece('front', 6), piece('cart', 5), piece('store', 4.5)])[0]).toBe('store');
});

test('what is its own is not explained away', () => {
  expect(names([piece('front', 7, { reach: 'own' }), piece('store', 3)])[0]).toBe('front');
});

test('one that the symptom cannot reach is less suspect', () => {
  const evidence = [piece('batch', 5), piece('store', 4)];
  expect(names(evidence, 'front')[0]).toBe('store');
  expect(names([piece('batch', 5), piece('ads', 4)])[0]).toBe('batch');
});

test('what moves with the symptom counts', () => {
  const course = Float64Array.of(0, 0, 8, 8, 0);
  const evidence = [
    piece('front', 3, { profile: course }),
    piece('ads', 4, { profile: Float64Array.of(9, 9, 9, 9, 9) }),
    piece('store', 3.5, { profile: Float64Array.of(0, 0, 5, 6, 0) }),
  ];
  expect(names(evidence, 'front')[0]).toBe('store');
});

test('many signals of one family are one', () => {
  const many = Array.from({ length: 20 }, (_, i) => piece('batch', 3, { signal: `m${i}` }));
  expect(names([...many, piece('store', 3.5)])[0]).toBe('store');
});

test('every service is ranked once, with the way it spread; nothing at all is unknown', () => {
  const suspects = rankSuspects([piece('store', 5), piece('cart', 3), piece('front', 3)], graph);
  expect(suspects.map(({ service }) => service).sort()).toEqual([...graph.services].sort());
  expect(suspects[0].path).toEqual(['store', 'cart', 'front']);
  expect(confidenceOf(suspects)).toBe('likely');
  expect(confidenceOf(rankSuspects([], graph))).toBe('unknown');
  expect(confidenceOf([])).toBe('unknown');
});

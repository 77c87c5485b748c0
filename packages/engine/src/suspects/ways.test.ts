import { expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { waysBlamed, type Longer } from './ways.ts';

function longer(caller: string, service: string, strength: number): Longer {
  return {
    caller,
    found: {
      service,
      kind: 'trace',
      family: 'time',
      signal: `${caller} → ${service}`,
      strength,
      reach: 'own',
      words: 'w',
    },
  };
}

function strongest(evidence: Longer[], unmoved: [string, string][] = []): string {
  const measured = [
    ...evidence.map(({ caller, found }) => ({ caller, service: found.service })),
    ...unmoved.map(([caller, service]) => ({ caller, service })),
  ];
  const [first]: Evidence[] = waysBlamed(evidence, measured).sort((a, b) => b.strength - a.strength);
  return first.service;
}

test('one way longer: the called service', () => {
  expect(strongest([longer('a', 'b', 5)], [['a', 'c'], ['a', 'd']])).toBe('b'); // prettier-ignore
});

test('all ways of a caller longer: the caller', () => {
  expect(strongest([longer('a', 'b', 5), longer('a', 'c', 4.5), longer('a', 'd', 4)])).toBe('a');
});

test('longer for all its callers: the called service; for one of them: that one', () => {
  expect(strongest([longer('a', 'b', 5), longer('c', 'b', 5)])).toBe('b');
  expect(strongest([longer('a', 'b', 5)], [['c', 'b']])).toBe('a');
});

test('slow to accept, though what it calls itself is as it was', () => {
  expect(strongest([longer('a', 'b', 5)], [['b', 'c'], ['b', 'd']])).toBe('b'); // prettier-ignore
});

test('what is no call stays', () => {
  const own = { ...longer('a', 'b', 5), caller: undefined };
  expect(strongest([own], [['c', 'b']])).toBe('b');
});

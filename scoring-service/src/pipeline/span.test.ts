import { Detector } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import { fingerprint } from './engine-settings.ts';
import { beginOf, closedUntil, endOf } from './span.ts';

const NOW = Date.parse('2026-11-22T12:00:45Z');
const DAY_MS = 86_400_000;

function detector(span: { from?: string; until?: string; history?: string }): Detector {
  return Detector.parse({
    ...{ id: 'a', name: 'A', source: 'metrics', kind: 'metric', interval: '1m', delay: '30s' },
    ...{ query: { type: 'prometheus', expr: 'up' } },
    ...span,
  });
}
const at = (text: string): number => Date.parse(text);

describe('the end', () => {
  test('goes on as time does, the delay behind it', () => {
    expect(endOf(detector({}))).toBe(Infinity);
    expect(closedUntil(detector({}), NOW)).toBe(at('2026-11-22T12:00:00Z'));
  });
  test('is the last whole interval before `until`, in whatever zone it is written', () => {
    expect(endOf(detector({ until: '2023-01-30T02:00:59+02:00' }))).toBe(at('2023-01-30T00:00:00Z'));
    expect(closedUntil(detector({ until: '2023-01-30T00:00:00Z' }), NOW)).toBe(at('2023-01-30T00:00:00Z'));
  });
  test('an `until` that is still to come changes nothing yet', () => {
    expect(closedUntil(detector({ until: '2030-01-01T00:00:00Z' }), NOW)).toBe(at('2026-11-22T12:00:00Z'));
  });
});

describe('the beginning', () => {
  const until = at('2026-11-22T12:00:00Z');
  const fresh = { known: false, first: undefined, until };
  test('of a new detector is `history` ago, or the first reading of a source that knows it', () => {
    expect(beginOf(detector({ history: '1d' }), fresh)).toBe(until - DAY_MS);
    expect(beginOf(detector({ history: '1d' }), { ...fresh, first: 90_000 })).toBe(60_000);
  });
  test('is `from` where that is set, however long ago', () => {
    const past = detector({ from: '2023-01-29T08:40:30Z' });
    expect(beginOf(past, fresh)).toBe(at('2023-01-29T08:40:00Z'));
    expect(beginOf(past, { ...fresh, first: at('2022-01-01T00:00:00Z') })).toBe(at('2023-01-29T08:40:00Z'));
    expect(beginOf(past, { ...fresh, first: at('2024-01-01T00:00:00Z') })).toBe(at('2024-01-01T00:00:00Z'));
  });
  test('of one that learns anew is `history` before what it knew, never before `from`', () => {
    const known = { known: true, first: undefined, until };
    expect(beginOf(detector({ from: '2023-01-29T00:00:00Z', history: '1d' }), known)).toBe(until - DAY_MS);
    expect(beginOf(detector({ from: '2026-11-22T00:00:00Z', history: '1d' }), known)).toBe(
      at('2026-11-22T00:00:00Z'),
    );
  });
});

test('a span must not end before it begins', () => {
  expect(() => detector({ from: '2023-01-29T01:00:00Z', until: '2023-01-29T01:00:00Z' })).toThrow(
    'must be later than from',
  );
  expect(() => detector({ from: '2023-01-29' })).toThrow('must be a moment with its offset');
  // Half an hour apart, though the text of the first is the greater one.
  expect(() => detector({ from: '2023-01-29T10:00:00+02:00', until: '2023-01-29T08:30:00Z' })).not.toThrow();
});

test('a new `from` begins anew, a new `until` goes on', () => {
  const before = fingerprint(detector({ from: '2023-01-29T01:00:00Z' }));
  expect(fingerprint(detector({ from: '2023-01-29T02:00:00+01:00', until: '2023-01-30T00:00:00Z' }))).toBe(
    before,
  );
  expect(fingerprint(detector({ from: '2023-01-29T02:00:00Z' }))).not.toBe(before);
  expect(fingerprint(detector({}))).not.toBe(before);
});

import { spanTree, type SpanEvent } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { metricSigns } from './metric-signs.ts';
import { shareSign } from './sign.ts';
import { spanSigns } from './span-signs.ts';

/** Requests of a front that calls a cart, then a mail; `after` ms go by from the cart's answer to the mail. */
function spansOf(after: number, mails: boolean) {
  const events = Array.from({ length: 20 }, (_, i): SpanEvent[] => {
    const base = { traceId: `t${i}`, parentId: 'f', operation: 'do', durationMs: 10, error: false };
    return [
      { ...base, spanId: 'f', parentId: '', service: 'front', timeMs: i * 100, durationMs: 60 },
      { ...base, spanId: 'c', service: 'cart', timeMs: i * 100 + 5 },
      ...(mails ? [{ ...base, spanId: 'm', service: 'mail', timeMs: i * 100 + 15 + after }] : []),
    ];
  }).flat();
  return spanSigns([...spanTree(events, { atMs: 0, untilMs: Infinity }).spans.values()]);
}

test('what comes after a call is told of the called service, and nothing else of it changes', () => {
  const [usual, late] = [spansOf(1, true), spansOf(20, true)];
  const changed = [...late].filter(
    ([key, { value }]) => Math.abs(value - (usual.get(key)?.value ?? value)) > 0.01,
  );
  const families = changed.filter(([, { service }]) => service === 'cart').map(([, { family }]) => family);
  expect(new Set(families)).toEqual(new Set(['callers’ time after it']));
});

test('a request that ends early ends after the one that was called last', () => {
  const early = [...spansOf(1, false).values()].find(
    ({ family, service }) => family === 'callers end after it' && service === 'cart',
  );
  expect(early?.value).toBeCloseTo(Math.log(20.5 / 0.5));
});

test('of few nothing is told; of metrics what was read in the time', () => {
  expect(shareSign('x', 'a', 2, 4)).toBeUndefined();
  const one = { service: 'a', metric: 'cpu', times: [0, 1, 2, 3], values: [1, 2, NaN, 8] };
  const found = [...metricSigns([one], 1, 4).values()];
  expect(found.map(({ value }) => Math.exp(value))).toEqual([expect.closeTo(8, 1), expect.closeTo(8, 1)]);
});

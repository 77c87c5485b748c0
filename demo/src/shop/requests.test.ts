import { expect, test } from 'vitest';
import { Shop } from './shop.ts';

const NOON = Date.UTC(2026, 10, 18, 12);

function followed(seed: number, requests: number, broken = false) {
  const shop = new Shop({ seed, intervalSeconds: 60, start: NOON });
  if (broken) shop.startBreak('bad-deploy', NOON);
  const interval = shop.step();
  return { interval, ...shop.telemetry(interval, requests) };
}

test('each span but the first of its request has a parent that began before it', () => {
  const { spans, interval } = followed(1, 50);
  const known = new Map(spans.map((span) => [span.spanId, span]));
  const roots = spans.filter(({ parentId }) => parentId === undefined);
  expect(roots.length).toBeGreaterThan(45);
  for (const { service, kind } of roots) expect(`${service} ${kind}`).toBe('web server');
  for (const { parentId, start, durationMs, traceId } of spans) {
    expect(start).toBeGreaterThanOrEqual(interval.step.time);
    expect(start + durationMs).toBeLessThan(interval.step.time + 60_000);
    const parent = parentId === undefined ? undefined : known.get(parentId);
    if (parent === undefined) continue;
    expect(parent.traceId).toBe(traceId);
    expect(parent.start).toBeLessThanOrEqual(start);
  }
});

test('every way between the twelve services is gone, and the database sends nothing itself', () => {
  const { spans } = followed(2, 2000);
  const ways = new Set(
    spans.flatMap(({ service, peer }) => (peer === undefined ? [] : [`${service}>${peer}`])),
  );
  expect(ways.size).toBe(23);
  expect(spans.some(({ service }) => service === 'database')).toBe(false);
});

test('what is broken fails in the spans and says so in the lines', () => {
  const share = (spans: ReturnType<typeof followed>['spans']): number => {
    const own = spans.filter(({ service, kind }) => service === 'checkout' && kind === 'server');
    return own.filter(({ failed }) => failed).length / own.length;
  };
  expect(share(followed(3, 3000).spans)).toBeLessThan(0.06);
  const { spans, lines } = followed(3, 3000, true);
  expect(share(spans)).toBeGreaterThan(0.08);
  const errors = lines.filter(({ service, level }) => service === 'checkout' && level === 'ERROR');
  expect(errors.some(({ message }) => message.includes('internal error in checkout'))).toBe(true);
});

test('the same seed tells the same, and no requests tell no spans', () => {
  expect(followed(4, 20)).toEqual(followed(4, 20));
  expect(followed(4, 0).spans).toEqual([]);
});

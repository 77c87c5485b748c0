import { expect, test } from 'vitest';
import { skippedEvidence, type Said } from './skipped-evidence.ts';

const WINDOW = { atMs: 1000, untilMs: 2000 };

/** Instances, one each 10 ms, of what a service says in turn: `cart loads`. */
function instances(saying: (i: number) => string[]): Said[][] {
  return Array.from({ length: 200 }, (_, i) =>
    saying(i).map((text, k) => {
      const [service = ''] = text.split(' ');
      const timeMs = i * 10 + k;
      const phase = i < 100 ? -1 : Math.floor((i - 100) / 25);
      return { service, statement: `${service}\n${text}`, example: text, timeMs, phase };
    }),
  );
}

function strongest(saying: (i: number) => string[]): string | undefined {
  const [first] = skippedEvidence(instances(saying), WINDOW).sort((a, b) => b.strength - a.strength);
  return first && `${first.service} ${first.reach}`;
}

test('what is left out while its caller goes on is its own', () => {
  expect(strongest((i) => ['front asks', ...(i < 100 ? ['cart loads'] : []), 'front answers'])).toBe(
    'cart own',
  );
});

test('the last statement is foretold by the one before; something called may have kept it', () => {
  expect(strongest((i) => ['cart loads', ...(i < 100 ? ['cart found'] : [])])).toBe('cart callee');
});

test('a break that was on for a while before it was told', () => {
  expect(strongest((i) => ['front asks', ...(i < 50 ? ['cart loads'] : []), 'front answers'])).toBe(
    'cart own',
  );
});

test('other requests, or nothing new, are nothing', () => {
  expect(strongest(() => ['front asks', 'cart loads', 'front answers'])).toBeUndefined();
  expect(
    strongest((i) => (i < 100 ? ['front asks', 'cart loads'] : ['front lists', 'shop lists'])),
  ).toBeUndefined();
  expect(skippedEvidence([], WINDOW)).toEqual([]);
});

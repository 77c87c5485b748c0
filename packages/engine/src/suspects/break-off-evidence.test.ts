import { expect, test } from 'vitest';
import { breakOffEvidence } from './break-off-evidence.ts';
import { spanTree, type SpanEvent } from './span-tree.ts';

const WINDOW = { atMs: 600_000, untilMs: 900_000 };
const SILENT: ReadonlySet<string> = new Set();

interface Change {
  /** Steps that still come since the trouble, of the caller and of the other caller. */
  steps?: number;
  otherSteps?: number;
  error?: boolean;
  handled?: boolean;
  parallel?: boolean;
}

/** Once a second `shop` calls `user`, `cart` and `pay`, one by one; with `otherSteps` told, so does `app`. */
function requests(change: Change): SpanEvent[] {
  return Array.from({ length: 900 }, (_, i) => i * 1000).flatMap((timeMs) => {
    const now = timeMs >= WINDOW.atMs;
    const of = (caller: string, steps: number): SpanEvent[] => {
      const base = { traceId: `${caller}${timeMs}`, timeMs, durationMs: 10, error: false };
      const root = { ...base, spanId: 'r', parentId: '', service: caller, operation: 'buy', durationMs: 50 };
      const calls = ['user', 'cart', 'pay'].slice(0, now ? steps : 3).flatMap((service, k) => {
        const at = { ...base, timeMs: change.parallel ? timeMs : timeMs + k * 12 };
        return [
          { ...at, spanId: `c${k}`, parentId: 'r', service: caller, operation: `call ${service}` },
          { ...at, spanId: `s${k}`, parentId: `c${k}`, service, operation: 'get' },
        ];
      });
      const handler = { ...base, spanId: 'h', parentId: 'r', service: caller, operation: 'onError' };
      const failed = now && change.error === true;
      return [{ ...root, error: failed }, ...calls, ...(now && change.handled ? [handler] : [])];
    };
    return [
      ...of('shop', change.steps ?? 3),
      ...(change.otherSteps === undefined ? [] : of('app', change.otherSteps)),
    ];
  });
}

function strengthOf(change: Change, speaking = SILENT, service = 'user'): number {
  const { spans } = spanTree(requests(change), WINDOW);
  const found = breakOffEvidence(spans, WINDOW, speaking).filter((one) => one.service === service);
  return Math.max(0, ...found.map(({ strength }) => strength));
}

test('nothing goes on after one was called: that one', () => {
  expect(strengthOf({ steps: 1 })).toBeGreaterThan(4);
  expect(strengthOf({ steps: 1 }, SILENT, 'pay')).toBe(0);
  expect(strengthOf({})).toBe(0);
});

test('several steps cut off tell more than one', () => {
  expect(strengthOf({ steps: 2 }, SILENT, 'cart')).toBeLessThan(strengthOf({ steps: 1 }));
  expect(strengthOf({ steps: 2 })).toBe(0);
});

test('a caller that fails, or goes on to deal with an error, breaks off by itself', () => {
  expect(strengthOf({ steps: 1, error: true })).toBe(0);
  expect(strengthOf({ steps: 1, handled: true })).toBe(0);
});

test('another caller that goes on as ever clears it, one that ends as well does not', () => {
  const alone = strengthOf({ steps: 1 });
  expect(strengthOf({ steps: 1, otherSteps: 3 })).toBeLessThan(0.5 * alone);
  expect(strengthOf({ steps: 1, otherSteps: 1 })).toBeGreaterThan(0.8 * alone);
});

test('a service whose log lines are read speaks for itself', () => {
  expect(strengthOf({ steps: 1 }, new Set(['user']))).toBeLessThan(0.5 * strengthOf({ steps: 1 }));
});

test('calls at the same time do not follow each other', () => {
  expect(strengthOf({ steps: 1, parallel: true })).toBe(0);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, retryAfterMs, sleep } from './backoff.ts';

test('doubles from half a second to half a minute, half of it jitter', () => {
  expect([0, 1, 2, 6, 100].map((attempt) => backoffMs(attempt, 0))).toEqual([250, 500, 1000, 15_000, 15_000]);
  expect([0, 1, 2, 6, 100].map((attempt) => backoffMs(attempt, 1))).toEqual([
    500, 1000, 2000, 30_000, 30_000,
  ]);
});

test('waits as long as the server asks, within reason', () => {
  expect(backoffMs(0, 0, 7_000)).toBe(7_000);
  expect(backoffMs(0, 0, 1e9)).toBe(300_000);
});

test('reads Retry-After in seconds and as a date, and takes anything else for nothing', () => {
  const now = Date.UTC(2026, 0, 1);
  expect(retryAfterMs('12', now)).toBe(12_000);
  expect(retryAfterMs(new Date(now + 5_000).toUTCString(), now)).toBe(5_000);
  expect(retryAfterMs(new Date(now - 5_000).toUTCString(), now)).toBe(0);
  expect(retryAfterMs(undefined, now)).toBe(0);
  fc.assert(fc.property(fc.string(), (text) => retryAfterMs(text, now) >= 0));
});

test('a sleep ends with the reason of the abort', async () => {
  const stop = new AbortController();
  const slept = sleep(60_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  await expect(sleep(1, stop.signal)).rejects.toThrow('enough');
  await sleep(1, new AbortController().signal);
});

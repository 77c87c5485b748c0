import { expect, test } from 'vitest';
import { TimeLimitError, withinTime } from './time-limit.ts';

test('what is quick passes, with its answer or its error', async () => {
  await expect(withinTime(1000, () => Promise.resolve(7))).resolves.toBe(7);
  await expect(withinTime(1000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('what never ends is ended, and told so by its signal', async () => {
  let signal: AbortSignal | undefined;
  const never = withinTime(20, (given) => {
    signal = given;
    return new Promise(() => undefined);
  });
  await expect(never).rejects.toThrow(TimeLimitError);
  expect(signal?.aborted).toBe(true);
});

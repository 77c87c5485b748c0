import { expect, test, vi } from 'vitest';
import { remembered } from './remembered.ts';

test('all who ask at once get one answer, a failed one too, and it is asked anew when it is old', async () => {
  let time = 0;
  const work = vi.fn((key: string) =>
    key === 'bad' ? Promise.reject(new Error('down')) : Promise.resolve(key),
  );
  const get = remembered(work, { ttlMs: 10, most: 2, now: () => time });
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a', 'a', 'b']);
  await expect(get('bad')).rejects.toThrow('down');
  await expect(get('bad')).rejects.toThrow('down');
  expect(work.mock.calls.map(([key]) => key)).toEqual(['a', 'b', 'bad']);
  time = 10;
  await expect(get('bad')).rejects.toThrow('down');
  expect(await get('a')).toBe('a');
  expect(work).toHaveBeenCalledTimes(5);
});

test('what is to be forgotten is asked anew', async () => {
  const work = vi.fn((key: string) => Promise.resolve(key));
  const get = remembered(work, { ttlMs: 1000, most: 2, now: () => 0 });
  await get('a');
  get.forget();
  await get('a');
  expect(work).toHaveBeenCalledTimes(2);
});

test('the oldest is forgotten', async () => {
  const work = vi.fn((key: string) => Promise.resolve(key));
  const get = remembered(work, { ttlMs: 1000, most: 2, now: () => 0 });
  for (const key of ['a', 'b', 'c', 'a']) await get(key);
  expect(work).toHaveBeenCalledTimes(4);
});

import { expect, test } from 'vitest';
import { LapwingError } from '../../errors.ts';
import { TooMuchError } from '../shared/failure.ts';
import { PagePace } from './page-pace.ts';

const never = new AbortController().signal;

function surroundings() {
  const clock = { now: 0, slept: 0 };
  return {
    clock,
    around: {
      now: () => clock.now,
      random: () => 0.5,
      sleep: async (ms: number) => {
        clock.slept += ms;
        clock.now += ms;
      },
    },
  };
}

const tooMuch = () =>
  new TooMuchError({
    ...{ kind: 'shrink', reason: 'too much', askedMs: 0 },
    error: new LapwingError('SOURCE_UNREACHABLE', { message: 'm', where: 'w', hint: 'h' }),
  });

test('pages grow while lines are short, and shrink at once when they are long', async () => {
  const { around } = surroundings();
  const pace = new PagePace(1e9, around);
  const asked: number[] = [];
  const page = (length: number) =>
    pace.page(
      async (size) => {
        asked.push(size);
        return Array<number>(size).fill(length);
      },
      (sizes) => sizes,
      never,
    );
  for (const length of [200, 200, 200, 200, 1e6, 1e6, 200, 200]) await page(length);
  expect(asked).toEqual([100, 200, 400, 500, 500, 5, 5, 10]);
});

test('lines come no faster than the ceiling', async () => {
  const { around, clock } = surroundings();
  const pace = new PagePace(1000, around);
  for (let n = 0; n < 5; n++)
    await pace.page(
      async () => Array<number>(100).fill(1),
      (sizes) => sizes,
      never,
    );
  expect(clock.slept).toBe(400);
});

test('what is too much is halved, and given up for a shorter stretch after a few times', async () => {
  const { around } = surroundings();
  const pace = new PagePace(1000, around);
  const asked: number[] = [];
  const failing = pace.page<number[]>(
    async (size) => {
      asked.push(size);
      throw tooMuch();
    },
    (sizes) => sizes,
    never,
  );
  await expect(failing).rejects.toBeInstanceOf(TooMuchError);
  expect(asked).toEqual([100, 50, 25]);
  const size = await pace.page(
    async (next) => [next],
    () => [],
    never,
  );
  expect(size).toEqual([12]);
});

test('a page that shares one place makes way for a larger one', async () => {
  const { around } = surroundings();
  const pace = new PagePace(1000, around);
  pace.needMore();
  const size = await pace.page(
    async (asked) => [asked],
    () => [],
    never,
  );
  expect(size).toEqual([1000]);
});

import { describe, expect, test } from 'vitest';
import type { DetectorInput } from '@lapwing/contract';
import { MadeSource, MINUTE_MS, minutely, wave } from '../pipeline/test-runs.ts';
import type { Source } from '../sources/source.ts';
import { COMMAND_LIMITS, SERVICE_LIMITS } from './limits.ts';
import { planBacktest, type BacktestSpan } from './plan.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const CLOSED = NOON - MINUTE_MS;
const DAY = 1440 * MINUTE_MS;

function plan(
  span: BacktestSpan,
  more: Partial<DetectorInput> = {},
  held?: { first: number; last: number } | null,
) {
  const made: Source = new MadeSource(1, wave());
  const source: Source = Object.assign(
    made,
    held === undefined ? {} : { extent: async () => held ?? undefined },
  );
  const around = { source, now: NOON, limits: COMMAND_LIMITS, signal: new AbortController().signal };
  return planBacktest(minutely(more), { ...span, points: 10 }, around);
}

describe('a source that is asked (history of a day)', () => {
  test.each<[string, BacktestSpan, Partial<DetectorInput>, [number, number, number]]>([
    ['nothing told: what a detector saved now would score', {}, {}, [CLOSED - DAY, CLOSED - DAY, CLOSED]],
    ['from: as if it had been saved then', { from: NOON - DAY }, {}, [NOON - 2 * DAY, NOON - DAY, CLOSED]],
    ['until', { from: NOON - DAY, until: NOON - DAY / 2 }, {}, [NOON - 2 * DAY, NOON - DAY, NOON - DAY / 2]],
    ['learn, shorter', { from: NOON - DAY, learnMs: DAY / 2 }, {}, [NOON - 1.5 * DAY, NOON - DAY, CLOSED]],
    ['learn, longer', { from: NOON - DAY, learnMs: 3 * DAY }, {}, [NOON - 4 * DAY, NOON - DAY, CLOSED]],
    ["the detector's own stretch", {}, { from: iso(NOON - 3 * DAY), until: iso(NOON - DAY) }, [NOON - 3 * DAY, NOON - 3 * DAY, NOON - DAY]], // prettier-ignore
    ["never before the detector's from", { from: NOON - DAY }, { from: iso(NOON - 1.25 * DAY) }, [NOON - 1.25 * DAY, NOON - DAY, CLOSED]], // prettier-ignore
    [
      'moments off the grid',
      { from: NOON - DAY + 1, until: NOON - 1 },
      {},
      [NOON - 2 * DAY, NOON - DAY, CLOSED],
    ],
  ])('%s', async (_, span, more, [begin, from, until]) => {
    expect(await plan(span, more)).toMatchObject({ begin, from, until });
  });
});

describe('a source that holds what it was given', () => {
  const held = { first: NOON - 10 * DAY, last: NOON - 5 * DAY };
  const end = held.last + MINUTE_MS;
  test.each<[string, BacktestSpan, [number, number, number]]>([
    ['nothing told: all of it', {}, [held.first, held.first, end]],
    ['from: all before it teaches', { from: NOON - 6 * DAY }, [held.first, NOON - 6 * DAY, end]],
    ['learn', { from: NOON - 6 * DAY, learnMs: DAY }, [NOON - 7 * DAY, NOON - 6 * DAY, end]],
    ['from before its first reading', { from: NOON - 20 * DAY }, [held.first, held.first, end]],
  ])('%s', async (_, span, [begin, from, until]) => {
    expect(await plan(span, {}, held)).toMatchObject({ begin, from, until });
  });

  test('nothing', async () => {
    await expect(plan({}, {}, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('nothing left to judge is refused with both ends', async () => {
  await expect(plan({ from: NOON + DAY })).rejects.toMatchObject({
    code: 'BAD_TIME',
    message: expect.stringContaining('2026-11-23T12:00:00.000Z'),
  });
});

test('a stretch beyond the limit is refused before it is read', async () => {
  const source = new MadeSource(1, wave());
  const around = { source, now: NOON, limits: SERVICE_LIMITS, signal: new AbortController().signal };
  const asked = planBacktest(minutely(), { from: NOON - 1000 * DAY, points: 10 }, around);
  await expect(asked).rejects.toMatchObject({ code: 'TOO_LARGE', where: 'limit intervals' });
  expect(source.pulled).toEqual([]);
});

function iso(time: number): string {
  return new Date(time).toISOString();
}

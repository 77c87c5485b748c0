import { expect, test } from 'vitest';
import type { AlertSubject, AlertThread } from '../stores/alert-queue-store.ts';
import { plan, type Traits } from './plan.ts';
import type { Wanted } from './routes.ts';
import { NOON, testSubject } from './testing.ts';

const MINUTE = 60_000;
const CHAT: Traits = { keepsState: false, acknowledges: false };
const PAGER: Traits = { keepsState: true, acknowledges: true };
const PROM: Traits = { keepsState: true, acknowledges: false, refreshMs: 2 * MINUTE };
const TOLD: Wanted = { quiet: false, resolved: true, repeatMs: undefined };

/** Walks one subject through its states, with one channel; gives the events of each step. */
function walk(
  traits: Traits,
  steps: (Partial<AlertSubject> & { at?: number; want?: Partial<Wanted> | null; silenced?: boolean })[],
): { events: string[][]; thread: AlertThread; ids: string[] } {
  let thread: AlertThread = { subject: testSubject(), told: {}, since: NOON, settled: false };
  const ids: string[] = [];
  const events = steps.map(({ at = 0, want = {}, silenced = false, ...change }) => {
    const now = NOON + at * MINUTE;
    const planned = plan({
      thread: { ...thread, subject: { ...thread.subject, ...change }, settled: false },
      wanted: new Map(want === null ? [] : [['c', { ...TOLD, ...want }]]),
      traits: new Map([['c', traits]]),
      ...{ silenced, now, oldestMs: 180 * MINUTE },
    });
    thread = planned.thread;
    ids.push(...planned.notifications.map(({ dedupId }) => dedupId));
    return planned.notifications.map(({ event, previousSeverity }) =>
      previousSeverity === null ? event : `${event} after ${previousSeverity}`,
    );
  });
  return { events, thread, ids };
}
const OVER = { status: 'resolved', resolved_at: new Date(NOON).toISOString() } as const;

test('opened once, worse once, resolved once, each under an id of its own', () => {
  const { events, thread, ids } = walk(CHAT, [
    {},
    {},
    { severity: 'CRITICAL' },
    { severity: 'LOW' },
    OVER,
    OVER,
  ]);
  expect(events).toEqual([['opened'], [], ['worse after HIGH'], [], ['resolved after CRITICAL'], []]);
  expect(thread.settled).toBe(true);
  expect(ids).toEqual(['i1:c:1', 'i1:c:2', 'i1:c:3']);
});

test('reopened, it is told again under a new id', () => {
  const { events, ids } = walk(CHAT, [{}, OVER, { status: 'open', resolved_at: null }]);
  expect(events).toEqual([['opened'], ['resolved after HIGH'], ['opened']]);
  expect(new Set(ids).size).toBe(3);
});

test('a new first suspect is news, though not all the time; none is none', () => {
  const { events } = walk(CHAT, [
    {},
    { suspect: 'db', at: 1 },
    { at: 6 },
    { suspect: null, at: 20 },
    { suspect: 'db', at: 30 },
  ]);
  expect(events).toEqual(
    [[], [], [], [], []].map((_, i) => (i === 0 ? ['opened'] : i === 2 ? ['suspect after HIGH'] : [])),
  );
});

test('repeats come until somebody acknowledges it', () => {
  const want = { repeatMs: 10 * MINUTE };
  const { events } = walk(CHAT, [
    { want },
    { want, at: 9 },
    { want, at: 10 },
    { want, at: 25, status: 'acknowledged' },
  ]);
  expect(events).toEqual([['opened'], [], ['repeated after HIGH'], []]);
});

test('quiet hours hold the beginning and the end back; who keeps state hears of the end', () => {
  const quiet = { quiet: true };
  expect(walk(CHAT, [{ want: quiet }, {}]).events).toEqual([[], ['opened']]);
  const chat = walk(CHAT, [{}, { ...OVER, want: quiet }, { ...OVER, at: 60 }]);
  expect(chat.events).toEqual([['opened'], [], ['resolved after HIGH']]);
  expect(walk(PAGER, [{}, { ...OVER, want: quiet }]).events).toEqual([['opened'], ['resolved after HIGH']]);
  // Nobody is told of what began and ended in the night.
  const night = walk(CHAT, [{ want: quiet }, { ...OVER, want: quiet }]);
  expect(night.events).toEqual([[], []]);
  expect(night.thread.settled).toBe(true);
});

test('a silence keeps news back, not the end of what was told', () => {
  const { events } = walk(CHAT, [{}, { severity: 'CRITICAL', silenced: true }, { ...OVER, silenced: true }]);
  expect(events).toEqual([['opened'], [], ['resolved after HIGH']]);
  expect(walk(CHAT, [{ silenced: true }, {}]).events).toEqual([[], ['opened']]);
});

test('what nobody routes is told to nobody; a route without ends tells none', () => {
  expect(walk(CHAT, [{ want: null }, { ...OVER, want: null }]).events).toEqual([[], []]);
  const { events, thread } = walk(CHAT, [{}, { ...OVER, want: { resolved: false } }]);
  expect(events).toEqual([['opened'], []]);
  expect(thread.told['c'].open).toBe(false);
  // The route is gone: the pager's alert must not stay open for ever.
  expect(walk(PAGER, [{}, { ...OVER, want: null }]).events).toEqual([['opened'], ['resolved after HIGH']]);
});

test('begun and ended between two looks, it is told with its end', () => {
  expect(walk(CHAT, [OVER]).events).toEqual([['opened', 'resolved after HIGH']]);
});

test('history is no news', () => {
  expect(walk(CHAT, [{ at: 181 }]).events).toEqual([[]]);
  expect(walk(CHAT, [{ ...OVER, at: 181 }]).events).toEqual([[]]);
  // The end of what was told is, however late.
  expect(walk(CHAT, [{}, { ...OVER, at: 500 }]).events).toEqual([['opened'], ['resolved after HIGH']]);
});

test('a pager hears once that somebody looks after it', () => {
  const status = 'acknowledged' as const;
  expect(walk(PAGER, [{}, { status }, { status, at: 1 }]).events).toEqual([
    ['opened'],
    ['acknowledged after HIGH'],
    [],
  ]);
  expect(walk(CHAT, [{}, { status }]).events).toEqual([['opened'], []]);
});

test('what a receiver forgets is refreshed as it was told, silenced or not', () => {
  const { events } = walk(PROM, [{}, { at: 1 }, { at: 2, silenced: true, severity: 'CRITICAL' }, { at: 5 }]);
  expect(events).toEqual([['opened'], [], ['refreshed after HIGH'], ['worse after HIGH']]);
});

import { SuppressionWindow } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import { activeWindows, hasLabels } from './windows.ts';

const none = { eventAt: () => undefined };
const holds = (
  window: object,
  moment: string,
  calendars = none as Parameters<typeof activeWindows>[2],
): boolean => activeWindows([SuppressionWindow.parse(window)], Date.parse(moment), calendars).length === 1;

test('a window that comes once holds from its begin up to its end', () => {
  const once = { type: 'once', from: '2026-11-22T12:00:00+01:00', to: '2026-11-22T12:00:00Z' };
  expect(holds(once, '2026-11-22T10:59:59Z')).toBe(false);
  expect(holds(once, '2026-11-22T11:00:00Z')).toBe(true);
  expect(holds(once, '2026-11-22T11:59:59Z')).toBe(true);
  expect(holds(once, '2026-11-22T12:00:00Z')).toBe(false);
});

describe('a weekly window', () => {
  const nightly = { type: 'weekly', start: '02:00', end: '02:20', time_zone: 'Europe/Berlin' };
  test.each([
    ['2026-01-15T01:00:00Z', true],
    ['2026-01-15T01:20:00Z', false],
    ['2026-07-15T00:10:00Z', true],
    ['2026-07-15T01:10:00Z', false],
    // The clock comes by twice in autumn, and not at all in spring.
    ['2026-10-25T00:10:00Z', true],
    ['2026-10-25T01:10:00Z', true],
    ['2026-03-29T01:10:00Z', false],
  ])('goes by the clock on the wall: %s %s', (moment, expected) => {
    expect(holds(nightly, moment)).toBe(expected);
  });

  const late = { type: 'weekly', days: ['fri'], start: '22:00', end: '06:00' };
  test.each([
    ['2026-11-20T21:59:00Z', false],
    ['2026-11-20T22:00:00Z', true],
    ['2026-11-21T05:59:00Z', true],
    ['2026-11-21T06:00:00Z', false],
    ['2026-11-21T23:00:00Z', false],
    ['2026-11-20T03:00:00Z', false],
  ])('past midnight it belongs to the day it begins on: %s %s', (moment, expected) => {
    expect(holds(late, moment)).toBe(expected);
  });

  test('of a whole day', () => {
    const sunday = { type: 'weekly', days: ['sun'], start: '00:00', end: '24:00' };
    expect(holds(sunday, '2026-11-22T00:00:00Z')).toBe(true);
    expect(holds(sunday, '2026-11-22T23:59:59Z')).toBe(true);
    expect(holds(sunday, '2026-11-23T00:00:00Z')).toBe(false);
  });
});

test('a calendar window holds while one of its events does', () => {
  const window = { type: 'calendar', calendar: 'holidays' };
  const calendars = { eventAt: (name: string) => (name === 'holidays' ? 'New Year' : undefined) };
  expect(holds(window, '2026-01-01T00:00:00Z', calendars)).toBe(true);
  expect(activeWindows([SuppressionWindow.parse(window)], 0, calendars)[0].detail).toBe(
    'New Year (calendar holidays)',
  );
  expect(holds({ ...window, calendar: 'other' }, '2026-01-01T00:00:00Z', calendars)).toBe(false);
});

test.each([
  [{ type: 'once', from: '2026-11-22T12:00:00Z', to: '2026-11-22T11:00:00Z' }, 'ends before it begins'],
  [
    { type: 'once', from: '2026-11-22 12:00', to: '2026-11-23T00:00:00Z' },
    'must be a moment with its offset',
  ],
  [{ type: 'weekly', start: '02:00', end: '02:00' }, 'must differ from start'],
  [{ type: 'weekly', start: '2:00', end: '03:00' }, 'must be a time as HH:MM'],
  [{ type: 'weekly', start: '02:00', end: '03:00', time_zone: 'Berlin' }, 'is not a time zone'],
  [{ type: 'weekly', start: '02:00', end: '03:00', time_zone: '+02:00' }, 'is not a time zone'],
  [{ type: 'weekly', start: '02:00', end: '03:00', days: [] }, ''],
  [{ type: 'calendar', calendar: '' }, ''],
])('%j is refused: %s', (window, message) => {
  expect(SuppressionWindow.safeParse(window).error?.message).toContain(message);
});

test('labels: all that are wanted must be there', () => {
  expect(hasLabels({ a: '1', b: '2' }, {})).toBe(true);
  expect(hasLabels({ a: '1', b: '2' }, { a: '1' })).toBe(true);
  expect(hasLabels({ a: '1' }, { a: '1', b: '2' })).toBe(false);
  expect(hasLabels({ a: '10' }, { a: '1' })).toBe(false);
});

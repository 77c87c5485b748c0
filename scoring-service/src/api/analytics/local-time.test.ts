import { expect, test } from 'vitest';
import { localTime } from './local-time.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

test('days and weeks begin at local midnight, weeks on Monday', () => {
  const berlin = localTime('Europe/Berlin');
  const time = at('2026-11-25T10:30:00Z');
  expect(berlin.startOf('hour', time)).toBe(at('2026-11-25T10:00:00Z'));
  expect(berlin.startOf('day', time)).toBe(at('2026-11-24T23:00:00Z'));
  expect(berlin.startOf('week', time)).toBe(at('2026-11-22T23:00:00Z'));
  expect(berlin.hourOfWeek(time)).toBe(2 * 24 + 11);
  expect(localTime('Asia/Kathmandu').startOf('day', time)).toBe(at('2026-11-24T18:15:00Z'));
});

test.each([
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['UTC', '2026-10-25', 24],
])('in %s the %s has %i hours', (zone, day, hours) => {
  const local = localTime(zone);
  const start = local.startOf('day', at(`${day}T12:00:00Z`));
  expect(local.next('day', start) - start).toBe(hours * HOUR);
  expect(local.startOf('day', local.next('day', start) - 1)).toBe(start);
  const week = local.startOf('week', start);
  expect(local.startOf('week', local.next('week', week) - 1)).toBe(week);
});

test('where midnight does not exist, the day begins with its first moment', () => {
  const cairo = localTime('Africa/Cairo');
  const noon = at('2026-04-24T12:00:00Z');
  expect(cairo.startOf('day', noon)).toBe(at('2026-04-23T22:00:00Z'));
});

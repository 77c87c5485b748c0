import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localTime, momentOf, offsetOf } from './local-time.ts';

const HOUR = 3_600_000;

test.each([
  ['UTC', '2026-11-22T00:00:00Z', 6, 0],
  ['Europe/Berlin', '2026-11-22T23:30:00Z', 0, 30],
  ['Europe/Berlin', '2026-07-01T00:00:00Z', 2, 120],
  ['America/New_York', '2026-01-01T04:59:00Z', 2, 23 * 60 + 59],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 3, 5 * 60 + 45],
  // The hour that is skipped, and the one that comes twice.
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 6, 180],
  ['Europe/Berlin', '2026-10-25T00:30:00Z', 6, 150],
  ['Europe/Berlin', '2026-10-25T01:30:00Z', 6, 150],
  ['UTC', '1969-12-31T23:59:00Z', 2, 23 * 60 + 59],
])('in %s it is at %s day %i, minute %i', (zone, moment, weekday, minute) => {
  expect(localTime(zone, Date.parse(moment))).toEqual({ weekday, minute });
});

test('a local time becomes its moment: skipped ones by the offset before, doubled ones the first', () => {
  const at = (clock: string): string =>
    new Date(momentOf('Europe/Berlin', Date.parse(`${clock}Z`))).toISOString();
  expect(at('2026-07-01T02:00:00')).toBe('2026-07-01T00:00:00.000Z');
  expect(at('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z');
  expect(at('2026-03-29T03:00:00')).toBe('2026-03-29T01:00:00.000Z');
  expect(at('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z');
});

test('there and back again, but for the doubled hour', () => {
  const hours = fc.integer({ min: 400_000, max: 600_000 });
  const zones = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kolkata');
  fc.assert(
    fc.property(hours, zones, (hour, zone) => {
      const time = hour * HOUR;
      const back = momentOf(zone, time + offsetOf(zone, time));
      expect(time - back).toBeGreaterThanOrEqual(0);
      expect(time - back).toBeLessThanOrEqual(HOUR);
    }),
  );
});

test('an unknown zone is a RangeError', () => {
  expect(() => offsetOf('Mars/Base', 0)).toThrow(RangeError);
});

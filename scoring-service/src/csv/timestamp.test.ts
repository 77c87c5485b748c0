import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

test.each([
  ['2026-11-22T12:00:00Z', Date.UTC(2026, 10, 22, 12)],
  ['2026-11-22T12:00:00.123Z', Date.UTC(2026, 10, 22, 12, 0, 0, 123)],
  ['2026-11-22T12:00:00.123456789Z', Date.UTC(2026, 10, 22, 12, 0, 0, 123)],
  ['2026-11-22T12:00:00+02:00', Date.UTC(2026, 10, 22, 10)],
  ['2026-11-22T12:00:00-0530', Date.UTC(2026, 10, 22, 17, 30)],
  ['2026-11-22T12:00:00 +01', Date.UTC(2026, 10, 22, 11)],
  ['2015-02-26 21:42:53', Date.UTC(2015, 1, 26, 21, 42, 53)],
  ['2015-02-26 21:42', Date.UTC(2015, 1, 26, 21, 42)],
  ['2015-02-26', Date.UTC(2015, 1, 26)],
  ['1493568000', 1_493_568_000_000],
  ['1493568000.5', 1_493_568_000_500],
  ['1493568000000', 1_493_568_000_000],
  ['0', 0],
  [' 60 ', 60_000],
])('%s', (text, time) => {
  expect(parseTimestamp(text)).toBe(time);
});

test.each([
  '',
  'now',
  '2026-02-30',
  '2026-13-01',
  '2026-11-22T24:00:00Z',
  '2026-11-22T12:60:00Z',
  '2026-11-22T12:00:60Z',
  '1493568000000000',
  '1e9',
  '0x10',
  '12:00',
  '2026-11-22T12:00:00Zulu',
  '22/11/2026',
])('%s is no time', (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});

test('every moment survives being written as ISO 8601 and as an epoch in ms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1e11, max: 9e13 }), (time) => {
      expect(parseTimestamp(String(time))).toBe(time);
      expect(parseTimestamp(new Date(time).toISOString())).toBe(time);
    }),
  );
});

test('garbage gives undefined or a finite number, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const time = parseTimestamp(text);
      expect(time === undefined || Number.isInteger(time)).toBe(true);
    }),
  );
});

import { expect, test } from 'vitest';
import { CalendarBook } from './calendar-book.ts';

const event = (summary: string, from: string, to: string): string =>
  `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:${summary}\r\nDTSTART:${from}\r\nDTEND:${to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const version = (from: string, ics: string | null) =>
  ({ name: 'ops', origin: 'api', from: Date.parse(from), timeZone: 'UTC', ics }) as const;
const at = (moment: string): number => Date.parse(moment);

test('each moment is judged by the version that held then; the first holds for the past, too', () => {
  const book = new CalendarBook();
  book.add(version('2026-02-01', event('old', '20260101T000000Z', '20261231T000000Z')));
  book.add(version('2026-03-01', event('new', '20260101T000000Z', '20261231T000000Z')));
  book.add(version('2026-04-01', null));
  expect(book.eventAt('ops', at('2026-01-15'))).toBe('old');
  expect(book.eventAt('ops', at('2026-02-15'))).toBe('old');
  expect(book.eventAt('ops', at('2026-03-01'))).toBe('new');
  expect(book.eventAt('ops', at('2026-04-01'))).toBeUndefined();
  expect(book.has('ops')).toBe(false);
  expect(book.current()).toEqual([]);
});

test('an event holds from its begin up to its end, across the border of a month', () => {
  const book = new CalendarBook();
  book.add(version('2026-01-01', event('x', '20260125T120000Z', '20260305T120000Z')));
  expect(book.eventAt('ops', at('2026-01-25T11:59:59Z'))).toBeUndefined();
  for (const moment of ['2026-01-25T12:00:00Z', '2026-02-10T00:00:00Z', '2026-03-05T11:59:00Z']) {
    expect(book.eventAt('ops', at(moment))).toBe('x');
  }
  expect(book.eventAt('ops', at('2026-03-05T12:00:00Z'))).toBeUndefined();
  // Far apart moments push each other out and come back the same.
  for (let month = 0; month < 12; month++) book.eventAt('ops', at('2026-01-15') + month * 31 * 86_400_000);
  expect(book.eventAt('ops', at('2026-02-10'))).toBe('x');
});

test('an unknown calendar has no events; an unreadable version is refused and changes nothing', () => {
  const book = new CalendarBook();
  expect(book.eventAt('none', 0)).toBeUndefined();
  expect(() => book.add(version('2026-01-01', 'nonsense'))).toThrow('cannot be read');
  expect(book.has('ops')).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import { parseCalendar, type Occurrence } from './calendar-text.ts';

const calendar = (...events: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//a//b//EN',
    ...events.flatMap(eventOf),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const eventOf = (body: string, i: number): string[] => [
  'BEGIN:VEVENT',
  `UID:${i}`,
  'DTSTAMP:20260101T000000Z',
  ...body.split('\n'),
  'END:VEVENT',
];
const spans = (events: Occurrence[]): string[] =>
  events.map(({ start, end, summary }) => `${summary} ${iso(start)}/${iso(end)}`);
const iso = (time: number): string => new Date(time).toISOString().slice(0, 16);
const between = (text: string, from: string, to: string, zone = 'UTC'): string[] =>
  spans(parseCalendar(text, zone, 'ics').between(Date.parse(from), Date.parse(to)));

describe('events', () => {
  test('repeated ones follow the clock of their zone', () => {
    const weekly =
      'SUMMARY:patch\nDTSTART;TZID=Europe/Berlin:20260104T030000\nDTEND;TZID=Europe/Berlin:20260104T040000\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20260329T030000';
    expect(between(calendar(weekly), '2026-03-16', '2026-04-06')).toEqual([
      'patch 2026-03-22T02:00/2026-03-22T03:00',
      'patch 2026-04-05T01:00/2026-04-05T02:00',
    ]);
  });

  test('all-day ones, and times without a zone, are read in the calendar’s own', () => {
    const text = calendar(
      'SUMMARY:holiday\nDTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260702',
      'SUMMARY:local\nDTSTART:20260703T120000\nDURATION:PT2H',
    );
    expect(between(text, '2026-06-30', '2026-07-04', 'America/New_York')).toEqual([
      'holiday 2026-07-01T04:00/2026-07-02T04:00',
      'local 2026-07-03T16:00/2026-07-03T18:00',
    ]);
  });

  test('one that is under way is found, a cancelled one is not', () => {
    const text = calendar(
      'SUMMARY:long\nDTSTART:20260101T000000Z\nDTEND:20260301T000000Z',
      'SUMMARY:off\nSTATUS:CANCELLED\nDTSTART:20260102T000000Z\nDTEND:20260301T000000Z',
    );
    expect(between(text, '2026-02-01', '2026-02-02')).toEqual(['long 2026-01-01T00:00/2026-03-01T00:00']);
  });

  test('a name of Windows is a zone, and one that the text defines', () => {
    const windows = calendar(
      'DTSTART;TZID="W. Europe Standard Time":20260701T100000\nDTEND;TZID="W. Europe Standard Time":20260701T110000',
    );
    expect(between(windows, '2026-07-01', '2026-07-02')).toEqual([
      'an event 2026-07-01T08:00/2026-07-01T09:00',
    ]);
  });
});

describe('what cannot be read is refused with the reason', () => {
  test.each([
    ['', 'does not begin with BEGIN:VCALENDAR'],
    ['<html>', 'does not begin with BEGIN:VCALENDAR'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n', 'END:VCALENDAR is missing'],
    [calendar('DTSTART:tomorrow'), 'has no start that is a date'],
    [
      calendar('SUMMARY:odd\nDTSTART:20260105T100000Z\nDTEND:20260105T090000Z'),
      'the event "odd" ends before it begins',
    ],
    [calendar('DTSTART:20260105T100000Z\nDTEND:20260105T110000Z\nRRULE:FREQ=BANANA'), 'FREQ'],
    [
      calendar('DTSTART;TZID=Mars/Base:20260105T100000\nDTEND;TZID=Mars/Base:20260105T110000'),
      'time zone "Mars/Base"',
    ],
  ])('%j', (text, why) => {
    try {
      parseCalendar(text, 'UTC', 'calendars.a.ics');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(LapwingError);
      expect(error).toMatchObject({ code: 'BAD_REQUEST', where: 'calendars.a.ics' });
      expect((error as LapwingError).message).toContain(why);
    }
  });
});

test('any text is read or refused by name', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:20260101',
      'RRULE:FREQ=DAILY',
      'DTEND:x',
      'BEGIN:VTIMEZONE',
      '',
    ),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
      try {
        parseCalendar(text, 'UTC', 'ics').between(0, 86_400_000);
      } catch (error) {
        expect(error).toBeInstanceOf(LapwingError);
      }
    }),
    { numRuns: 200 },
  );
});

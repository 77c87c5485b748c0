import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CalendarStore, CalendarVersion } from './calendar-store.ts';
import type { Reopenable } from './score-store.suite.ts';

const version = (
  name: string,
  from: number,
  ics: string | null = 'BEGIN:VCALENDAR\r\n☕',
): CalendarVersion => ({
  ...{ name, from, ics },
  ...{ origin: 'api', timeZone: 'Europe/Berlin' },
});

/** What every adapter of the port CalendarStore does. */
export function calendarStoreSuite(
  name: string,
  open: () => Reopenable<CalendarStore & { close(): void }>,
): void {
  describe(`${name} keeps calendars`, () => {
    let opened: Reopenable<CalendarStore & { close(): void }>;
    let store: CalendarStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
    });
    afterEach(() => opened.end());

    test('every version, oldest first, after a restart too', () => {
      const versions = [
        version('b', 1),
        version('a', 2),
        { ...version('b', 3, null), origin: 'config' as const },
      ];
      for (const one of [...versions].reverse()) store.put(one);
      expect(opened.reopen().all()).toEqual(versions);
    });

    test('a version of the same moment takes the place of the one before', () => {
      store.put(version('a', 1));
      store.put(version('a', 1, 'other'));
      expect(store.all()).toEqual([version('a', 1, 'other')]);
    });

    test('versions that another one replaced long ago go; the one that holds stays', () => {
      for (const from of [1, 2, 3]) store.put(version('a', from));
      store.put(version('b', 1));
      expect(store.expire(3)).toBe(1);
      expect(store.all().map((one) => [one.name, one.from])).toEqual([
        ['b', 1],
        ['a', 2],
        ['a', 3],
      ]);
    });
  });
}

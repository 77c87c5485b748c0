import type { Calendar, Detector } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import type { CalendarStore, CalendarVersion } from '../stores/calendar-store.ts';
import type { CalendarBook } from './calendar-book.ts';
import { parseCalendar } from './calendar-text.ts';

const NEXT_MS = 30 * 86_400_000;
const NEXT_MOST = 20;

export interface CalendarDeps {
  store: CalendarStore;
  book: CalendarBook;
  detectors: () => Detector[];
  now: () => number;
}

/** Keeps calendars: those that people put through the API, and those that the configuration brings. */
export interface CalendarService {
  list(): Calendar[];
  /** Throws BAD_REQUEST for a text that cannot be read; CONFLICT when the configuration brings that name. */
  put(name: string, text: { ics: string; timeZone: string }): Calendar;
  /** Throws NOT_FOUND; CONFLICT while a detector names it, or when the configuration brings it. */
  delete(name: string): void;
  /** A calendar of the configuration, as it was just read. One that did not change makes no new version. */
  bring(name: string, text: { ics: string; timeZone: string }): void;
  /** Why a calendar of the configuration could not be read lately; null when it could. */
  fault(name: string, error: string | null): void;
  /** Throws BAD_REQUEST when a window of the detector names a calendar that is not there. */
  check(detector: Detector): void;
}

export function createCalendarService({ store, book, detectors, now }: CalendarDeps): CalendarService {
  const faults = new Map<string, string>();
  const current = (name: string): CalendarVersion | undefined =>
    book.current().find((version) => version.name === name);

  function keep(version: CalendarVersion): void {
    book.add(version);
    store.put(version);
  }

  function view({ name, origin, from }: CalendarVersion): Calendar {
    const [begin, end] = [now(), now() + NEXT_MS];
    const next = book.events(name, begin, end).slice(0, NEXT_MOST);
    return {
      ...{ name, origin, changed_at: new Date(from).toISOString() },
      next: next.map(({ start, end: until, summary }) => ({
        start: new Date(start).toISOString(),
        end: new Date(until).toISOString(),
        summary,
      })),
      error: faults.get(name) ?? null,
    };
  }

  return {
    list: () => book.current().map(view),
    put(name, { ics, timeZone }) {
      if (current(name)?.origin === 'config') throw provisioned(name);
      // Read first: a text that cannot be read must not be kept.
      parseCalendar(ics, timeZone, 'body.ics');
      const version: CalendarVersion = { name, origin: 'api', from: now(), timeZone, ics };
      keep(version);
      return view(version);
    },
    delete(name) {
      const version = current(name);
      if (version === undefined) throw unknown(name);
      if (version.origin === 'config') throw provisioned(name);
      const user = detectors().find((detector) => named(detector).includes(name));
      if (user !== undefined) throw inUse(name, user.id);
      keep({ ...version, from: now(), ics: null });
    },
    bring(name, { ics, timeZone }) {
      const before = current(name);
      const same = before?.ics === ics && before.timeZone === timeZone && before.origin === 'config';
      if (!same) keep({ name, origin: 'config', from: now(), timeZone, ics });
      faults.delete(name);
    },
    fault(name, error) {
      if (error === null) faults.delete(name);
      else faults.set(name, error);
    },
    check(detector) {
      const name = named(detector).find((one) => !book.has(one));
      if (name === undefined) return;
      const known = book.current().map((version) => version.name);
      throw new LapwingError('BAD_REQUEST', {
        message: `the detector "${detector.id}" names the calendar "${name}", which is not there`,
        where: 'suppress.windows',
        hint: `${known.length === 0 ? 'there is none yet' : `there are ${known.join(', ')}`}: PUT /api/v1/calendars/${name} makes it, or \`calendars\` of the configuration`,
      });
    },
  };
}

function named(detector: Detector): string[] {
  return detector.suppress.windows.flatMap((window) => (window.type === 'calendar' ? [window.calendar] : []));
}

function unknown(name: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no calendar "${name}"`,
    where: 'path.name',
    hint: 'GET /api/v1/calendars lists them',
  });
}

function provisioned(name: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `the calendar "${name}" comes from the configuration file`,
    where: 'path.name',
    hint: 'Change it there and restart the service, or make another under a new name',
  });
}

function inUse(name: string, detectorId: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `the detector "${detectorId}" names the calendar "${name}"`,
    where: 'path.name',
    hint: "Take it out of that detector's suppress.windows first",
  });
}

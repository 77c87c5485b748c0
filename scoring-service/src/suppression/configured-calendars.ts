import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LONGEST_CALENDAR } from '@lapwing/contract';
import type { Logger } from 'pino';
import type { Config } from '../config/schema.ts';
import { LapwingError } from '../errors.ts';
import type { CalendarService } from './calendar-service.ts';

/** Holidays and maintenance are entered hours ahead. */
const AGAIN_MS = 3_600_000;
const FETCH_MS = 10_000;

type Section = Config['calendars'][string];

/**
 * Brings the calendars of the configuration, now and every hour. A text or a file that cannot be read at the start is an
 * error; an address that does not answer is told, and what was fetched before stays in force. Returns what ends it.
 */
export async function bringCalendars(
  sections: Config['calendars'],
  calendars: CalendarService,
  log: Logger,
): Promise<() => Promise<void>> {
  const ended = new AbortController();
  const names = Object.keys(sections);
  for (const name of names) await bring(name, sections[name], true);
  const running = names.length === 0 ? Promise.resolve() : repeat();

  async function bring(name: string, section: Section, first: boolean): Promise<void> {
    try {
      const ics = await textOf(section, name, ended.signal);
      calendars.bring(name, { ics, timeZone: section.time_zone });
    } catch (error) {
      if (ended.signal.aborted) return;
      if (first && section.url === undefined) throw error;
      const message = error instanceof Error ? error.message : String(error);
      calendars.fault(name, message);
      log.warn({ calendar: name, err: error }, 'a calendar could not be read; what was read before holds');
    }
  }

  async function repeat(): Promise<void> {
    while (!ended.signal.aborted) {
      // Ended early, the sleep rejects: that is the end.
      await sleep(AGAIN_MS, undefined, { signal: ended.signal }).catch(() => undefined);
      for (const name of names) if (!ended.signal.aborted) await bring(name, sections[name], false);
    }
  }

  return async () => {
    ended.abort();
    await running;
  };
}

async function textOf({ ics, file, url }: Section, name: string, ended: AbortSignal): Promise<string> {
  if (ics !== undefined) return ics;
  if (file !== undefined) return readText(file, name);
  const signal = AbortSignal.any([ended, AbortSignal.timeout(FETCH_MS)]);
  const answer = await fetch(url ?? '', { signal, headers: { accept: 'text/calendar' } });
  if (!answer.ok) throw new Error(`${url ?? ''} answers ${answer.status} ${answer.statusText}`);
  const text = await answer.text();
  if (text.length > LONGEST_CALENDAR)
    throw new Error(`${url ?? ''} has more than ${LONGEST_CALENDAR} characters`);
  return text;
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new LapwingError(
      'BAD_REQUEST',
      {
        message: `the calendar cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        where: `calendars.${name}.file`,
        hint: 'name an iCalendar file (.ics) that this user may read; relative paths begin where lapwing.yaml is',
      },
      { cause },
    );
  }
}

import nodeIcal from 'node-ical';
import { TimeZone } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import { momentOf } from '../verdict/local-time.ts';

type Component = ReturnType<typeof nodeIcal.sync.parseICS>[string];
type Event = Extract<Component, { type: 'VEVENT' }>;

const DAY_MS = 86_400_000;

/** An event of a calendar: [start, end), epoch ms. */
export interface Occurrence {
  start: number;
  end: number;
  summary: string;
}

/** A calendar whose text was read. */
export interface ParsedCalendar {
  /** Occurrences that overlap [from, to), by start. */
  between(from: number, to: number): Occurrence[];
}

/**
 * Reads an iCalendar text (RFC 5545). All-day events and times without a zone are read in `timeZone`. Repeated events
 * whose local time does not exist on a day, because the clock skips it, are left out of that day, as the RFC has it
 * (§3.3.10). Throws LapwingError BAD_REQUEST that says what is wrong; `where` names the setting.
 */
export function parseCalendar(text: string, timeZone: string, where: string): ParsedCalendar {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\s*$/im.test(text.slice(0, 1_000))) {
    throw unreadable(where, 'it does not begin with BEGIN:VCALENDAR');
  }
  if (!/^END:VCALENDAR\s*$/im.test(text.slice(-1_000))) {
    throw unreadable(where, 'it is cut short: END:VCALENDAR is missing');
  }
  refuseUnknownZones(text, where);
  const events = parsed(text, where).filter((event) => event.status !== 'CANCELLED');
  for (const event of events) check(event, where);
  return {
    between: (from, to) =>
      events
        .flatMap((event) => occurrences(event, from, to, timeZone))
        .filter(({ start, end }) => start < to && end > from)
        .sort((a, b) => a.start - b.start || (a.summary < b.summary ? -1 : 1)),
  };
}

function parsed(text: string, where: string): Event[] {
  try {
    const components = Object.values(nodeIcal.sync.parseICS(text));
    return components.filter((component): component is Event => component?.type === 'VEVENT');
  } catch (cause) {
    throw unreadable(where, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function check(event: Event, where: string): void {
  const { start, end, uid } = event;
  const name = titleOf(event.summary) || uid;
  if (!isMoment(start)) throw unreadable(where, `the event "${name}" has no start that is a date`);
  if (isMoment(end) && end < start) throw unreadable(where, `the event "${name}" ends before it begins`);
}

function isMoment(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function occurrences(event: Event, from: number, to: number, timeZone: string): Occurrence[] {
  // Times without a zone move by up to a day when they are read in theirs.
  const range = { from: new Date(from - DAY_MS), to: new Date(to + DAY_MS), expandOngoing: true };
  return nodeIcal.expandRecurringEvent(event, range).map(({ start, end, summary }) => ({
    start: readIn(start, timeZone),
    end: readIn(end, timeZone),
    summary: titleOf(summary) || 'an event',
  }));
}

/** The library reads a date without a zone in the machine's own, which must not matter. */
function readIn(date: Date & { tz?: string | undefined }, timeZone: string): number {
  if (date.tz !== undefined) return date.getTime();
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()] as const;
  return momentOf(timeZone, Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), ...clock));
}

function titleOf(summary: unknown): string {
  if (typeof summary === 'string') return summary;
  if (typeof summary !== 'object' || summary === null || !('val' in summary)) return '';
  return typeof summary.val === 'string' ? summary.val : '';
}

/** The library takes a zone that it does not know for UTC, without a word. */
function refuseUnknownZones(text: string, where: string): void {
  const unfolded = text.replaceAll(/\r?\n[ \t]/g, '');
  const defined = new Set<string>();
  for (const [, block] of unfolded.matchAll(/BEGIN:VTIMEZONE([\s\S]*?)END:VTIMEZONE/g)) {
    const name = /^TZID[^:\n]*:(.+?)\s*$/m.exec(block)?.[1];
    if (name !== undefined) defined.add(name);
  }
  for (const [, quoted, plain] of unfolded.matchAll(/;TZID=(?:"([^"\n]+)"|([^;:\n]+))/g)) {
    const name = quoted ?? plain;
    if (defined.has(name) || isKnownZone(name)) continue;
    throw unreadable(where, `it names the time zone "${name}", which is neither known nor defined in it`);
  }
}

/** Names of the IANA database, and those of Windows, which the library translates. */
function isKnownZone(name: string): boolean {
  const probe = `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID="${name}":20260101T000000\nEND:VEVENT\nEND:VCALENDAR`;
  const [event] = Object.values(nodeIcal.sync.parseICS(probe));
  return event?.type === 'VEVENT' && 'tz' in event.start && TimeZone.safeParse(event.start.tz).success;
}

function unreadable(where: string, why: string, cause?: unknown): LapwingError {
  return new LapwingError(
    'BAD_REQUEST',
    {
      message: `the calendar cannot be read: ${why}`,
      where,
      hint: 'give the text of an iCalendar file (.ics) as calendar programs export it',
    },
    cause === undefined ? undefined : { cause },
  );
}

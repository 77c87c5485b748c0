import { z } from 'zod';
import { TimeZone } from './suppression.ts';

export const CalendarName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, dashes and underscores');

/** A calendar of a year of meetings has some hundred kilobytes. */
export const LONGEST_CALENDAR = 5_000_000;

export const CalendarBody = z.strictObject({
  ics: z.string().min(1).max(LONGEST_CALENDAR).meta({ description: 'the text of an iCalendar file' }),
  time_zone: TimeZone.default('UTC').meta({ description: 'of all-day events and of times without a zone' }),
});

export const CalendarEvent = z.object({
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  summary: z.string(),
});
export type CalendarEvent = z.infer<typeof CalendarEvent>;

/** A calendar that windows of detectors can name. A changed one holds from the moment of its change on. */
export const Calendar = z.object({
  name: z.string(),
  origin: z.enum(['api', 'config']).meta({ description: 'one of the configuration cannot be changed here' }),
  changed_at: z.iso.datetime(),
  next: z.array(CalendarEvent).meta({ description: 'events of the next 30 days, twenty at most' }),
  error: z.string().nullable().meta({
    description: 'why its file or address could not be read lately; what was read before stays in force',
  }),
});
export type Calendar = z.infer<typeof Calendar>;

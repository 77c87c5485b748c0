import { Weekday, type Severity } from '@lapwing/contract';
import { localTime } from '../verdict/local-time.ts';
import { atLeast } from './severity.ts';
import type { QuietHours } from './settings.ts';

const DAYS = Weekday.options;

/** Whether nobody wants to hear of a `severity` at `now` (epoch ms). A night belongs to the day it begins on. */
export function isQuiet(hours: QuietHours | undefined, severity: Severity, now: number): boolean {
  if (hours === undefined) return false;
  if (hours.except !== undefined && atLeast(severity, hours.except)) return false;
  const { weekday, minute } = localTime(hours.time_zone, now);
  const on = (day: number): boolean => hours.days.includes(DAYS[(day + 7) % 7]);
  const [from, to] = [minuteOf(hours.from), minuteOf(hours.to)];
  if (from < to) return on(weekday) && minute >= from && minute < to;
  return (on(weekday) && minute >= from) || (on(weekday - 1) && minute < to);
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

import { Weekday, type Labels, type SuppressionWindow } from '@lapwing/contract';
import { localTime } from './local-time.ts';

const DAYS = Weekday.options;

/** Calendars by name, as they were known at a moment. */
export interface Calendars {
  /** What the event that holds at `timeMs` is called; undefined where none does, or no such calendar is known. */
  eventAt(name: string, timeMs: number): string | undefined;
}

/** A window that holds now. */
export interface ActiveWindow {
  window: SuppressionWindow;
  detail: string;
}

/** The windows that hold at `timeMs`. */
export function activeWindows(
  windows: readonly SuppressionWindow[],
  timeMs: number,
  calendars: Calendars,
): ActiveWindow[] {
  return windows.flatMap((window) => {
    const detail = holds(window, timeMs, calendars);
    return detail === undefined ? [] : [{ window, detail: `${window.name ?? detail}` }];
  });
}

function holds(window: SuppressionWindow, timeMs: number, calendars: Calendars): string | undefined {
  if (window.type === 'once') {
    const inside = timeMs >= Date.parse(window.from) && timeMs < Date.parse(window.to);
    return inside ? `from ${window.from} to ${window.to}` : undefined;
  }
  if (window.type === 'calendar') {
    const event = calendars.eventAt(window.calendar, timeMs);
    return event === undefined ? undefined : `${event} (calendar ${window.calendar})`;
  }
  const { days, start, end, time_zone } = window;
  const { weekday, minute } = localTime(time_zone, timeMs);
  const [from, to] = [minuteOf(start), minuteOf(end)];
  const on = (day: number): boolean => days.includes(DAYS[(day + 7) % 7]);
  // One that goes past midnight belongs to the day it begins on.
  const inside =
    from < to
      ? on(weekday) && minute >= from && minute < to
      : (on(weekday) && minute >= from) || (on(weekday - 1) && minute < to);
  return inside
    ? `${days.length === DAYS.length ? 'daily' : days.join(', ')} ${start} to ${end} ${time_zone}`
    : undefined;
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Whether `labels` has all of `wanted`. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

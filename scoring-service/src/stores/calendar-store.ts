/** One state of a calendar; `ics` is null from where it was removed on. */
export interface CalendarVersion {
  name: string;
  origin: 'api' | 'config';
  /** Epoch ms; the first version of a calendar holds for what was before, too. */
  from: number;
  /** What all-day events and times without a zone are read in. */
  timeZone: string;
  ics: string | null;
}

/** Every version of every calendar: a replay judges the past by the calendar that it was judged by. */
export interface CalendarStore {
  put(version: CalendarVersion): void;
  /** Oldest first. */
  all(): CalendarVersion[];
  /** Removes versions that another one had taken the place of before `beforeMs`. */
  expire(beforeMs: number): number;
}

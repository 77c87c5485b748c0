const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type CalendarBucket = 'hour' | 'day' | 'week';

/** What clocks and calendars of a place show; of an IANA time zone. All times in epoch ms. */
export interface LocalTime {
  /** Hours since Monday 00:00, 0 to 167. */
  hourOfWeek(time: number): number;
  /** The first moment of the hour, day or week (from Monday) that `time` lies in. */
  startOf(bucket: CalendarBucket, time: number): number;
  /** The first moment of the bucket after the one that begins at `start`. A day has 23 to 25 hours. */
  next(bucket: CalendarBucket, start: number): number;
}

export function localTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  });
  const clock = (time: number): { weekday: number; hour: number; sinceMidnight: number } => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const hour = Number(parts.get('hour'));
    const minutes = hour * 60 + Number(parts.get('minute'));
    const weekday = WEEKDAYS.indexOf(parts.get('weekday') ?? 'Mon');
    return { weekday, hour, sinceMidnight: minutes * MINUTE_MS + (time % MINUTE_MS) };
  };
  const midnight = (time: number): number => {
    const guess = time - clock(time).sinceMidnight;
    // Where clocks were put forward or back since midnight the guess is off by as much.
    const off = clock(guess).sinceMidnight;
    return off > DAY_MS / 2 ? guess + DAY_MS - off : guess - off;
  };
  const startOf = (bucket: CalendarBucket, time: number): number => {
    if (bucket === 'hour') return time - (clock(time).sinceMidnight % HOUR_MS);
    if (bucket === 'day') return midnight(time);
    // By noon, so that no change of the clocks moves the day.
    return midnight(midnight(time) + DAY_MS / 2 - clock(time).weekday * DAY_MS);
  };
  const FARTHER: Readonly<Record<CalendarBucket, number>> = {
    hour: HOUR_MS,
    day: DAY_MS + DAY_MS / 2,
    week: 7 * DAY_MS + DAY_MS / 2,
  };
  return {
    hourOfWeek: (time) => {
      const { weekday, hour } = clock(time);
      return weekday * 24 + hour;
    },
    startOf,
    next: (bucket, start) => startOf(bucket, start + FARTHER[bucket]),
  };
}

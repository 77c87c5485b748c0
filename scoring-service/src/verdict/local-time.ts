const MINUTE_MS = 60_000;
/** Clocks change at full quarters of an hour everywhere: within one, the offset stays. */
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday; Monday is 0. */
const EPOCH_WEEKDAY = 3;
/** Offsets kept by zone: two weeks of quarters, then they are read anew. */
const OFFSETS_MOST = 1_500;

export interface LocalTime {
  /** Monday is 0. */
  weekday: number;
  /** Minutes since local midnight, as the clock on the wall shows. */
  minute: number;
}

interface Zone {
  format: Intl.DateTimeFormat;
  offsets: Map<number, number>;
}
const zones = new Map<string, Zone>();

/** Milliseconds that the clock of `timeZone` is ahead of UTC at `timeMs`. Throws RangeError for an unknown zone. */
export function offsetOf(timeZone: string, timeMs: number): number {
  const zone = zoneOf(timeZone);
  const quarter = Math.floor(timeMs / QUARTER_MS);
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  if (zone.offsets.size >= OFFSETS_MOST) zone.offsets.clear();
  const at = quarter * QUARTER_MS;
  const parts = Object.fromEntries(
    zone.format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  const { year, month, day, hour, minute, second } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - at;
  zone.offsets.set(quarter, offset);
  return offset;
}

/** What the clock of `timeZone` shows at `timeMs`. */
export function localTime(timeZone: string, timeMs: number): LocalTime {
  const local = timeMs + offsetOf(timeZone, timeMs);
  const day = Math.floor(local / DAY_MS);
  return {
    weekday: (((day + EPOCH_WEEKDAY) % 7) + 7) % 7,
    minute: Math.floor((local - day * DAY_MS) / MINUTE_MS),
  };
}

/**
 * The moment (epoch ms) at which the clock of `timeZone` shows a date and time, given as the epoch ms that they would
 * be in UTC. A time that the clock skips is taken with the offset before it; of one that it shows twice, the first.
 */
export function momentOf(timeZone: string, asUtcMs: number): number {
  const before = offsetOf(timeZone, asUtcMs - DAY_MS);
  const first = asUtcMs - before;
  if (offsetOf(timeZone, first) === before) return first;
  const after = offsetOf(timeZone, asUtcMs + DAY_MS);
  const second = asUtcMs - after;
  return offsetOf(timeZone, second) === after ? second : first;
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' },
  });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}

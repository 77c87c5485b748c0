import type { DatabaseSync } from 'node:sqlite';
import type { CalendarStore, CalendarVersion } from '../calendar-store.ts';
import { rows } from './sql.ts';

interface CalendarRow {
  name: string;
  from_ms: number;
  origin: string;
  time_zone: string;
  ics: string | null;
}

/** The calendar store on a database with ADMIN_MIGRATIONS. */
export function createSqliteCalendarStore(db: DatabaseSync): CalendarStore {
  const put = db.prepare(`INSERT INTO calendars (name, from_ms, origin, time_zone, ics) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (name, from_ms) DO UPDATE SET origin = excluded.origin, time_zone = excluded.time_zone,
      ics = excluded.ics`);
  const all = db.prepare(
    'SELECT name, from_ms, origin, time_zone, ics FROM calendars ORDER BY from_ms, name',
  );
  const expire = db.prepare(`DELETE FROM calendars WHERE EXISTS (
    SELECT 1 FROM calendars c WHERE c.name = calendars.name AND c.from_ms > calendars.from_ms AND c.from_ms < ?)`);

  return {
    put: ({ name, from, origin, timeZone, ics }) => void put.run(name, from, origin, timeZone, ics),
    all: () => rows<CalendarRow>(all).map(versionOf),
    expire: (beforeMs) => Number(expire.run(beforeMs).changes),
  };
}

function versionOf({ name, from_ms, origin, time_zone, ics }: CalendarRow): CalendarVersion {
  return { name, from: from_ms, origin: origin === 'config' ? 'config' : 'api', timeZone: time_zone, ics };
}

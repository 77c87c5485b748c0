import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { record } from './record.ts';

type CalendarHandlers = Pick<Handlers, 'listCalendars' | 'putCalendar' | 'deleteCalendar'>;

export function calendarHandlers(deps: ApiDeps): CalendarHandlers {
  const { calendars } = deps;
  return {
    listCalendars: () => {
      const items = calendars.list();
      return { items, total: items.length };
    },
    putCalendar: (call) => {
      const { ics, time_zone: timeZone } = call.body;
      const kept = calendars.put(call.params.name, { ics, timeZone });
      record(deps, call, 'calendar.put', kept.name, `${ics.length} characters`);
      return kept;
    },
    deleteCalendar: (call) => {
      calendars.delete(call.params.name);
      record(deps, call, 'calendar.delete', call.params.name);
      return undefined;
    },
  };
}

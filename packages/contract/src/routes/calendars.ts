import { z } from 'zod';
import { Calendar, CalendarBody, CalendarName } from '../calendar.ts';
import { listSchema } from './query.ts';
import { routes } from './route.ts';

const name = z.strictObject({ name: CalendarName });

export const calendarRoutes = routes({
  listCalendars: {
    method: 'get',
    path: '/api/v1/calendars',
    tag: 'Calendars',
    access: 'viewer',
    summary: 'Calendars that windows of detectors can name, with their next events',
    status: 200,
    answer: listSchema(Calendar),
  },
  putCalendar: {
    method: 'put',
    path: '/api/v1/calendars/:name',
    tag: 'Calendars',
    access: 'editor',
    summary: 'Keep an iCalendar text under a name, in place of the one before; it holds from now on',
    params: name,
    body: CalendarBody,
    bodySize: 'large',
    status: 200,
    answer: Calendar,
    errors: ['CONFLICT'],
  },
  deleteCalendar: {
    method: 'delete',
    path: '/api/v1/calendars/:name',
    tag: 'Calendars',
    access: 'editor',
    summary: 'Remove a calendar that no detector names',
    params: name,
    status: 204,
    errors: ['CONFLICT'],
  },
});

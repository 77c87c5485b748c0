import { z } from 'zod';
import { LogTemplate, LogTemplateDetail, MessageLevel } from '../templates.ts';
import { Moment } from '../words.ts';
import { pageSchema, paging, queryList } from './query.ts';
import { routes } from './route.ts';

const name = z.string().min(1).max(1024);

export const templateRoutes = routes({
  listTemplates: {
    method: 'get',
    path: '/api/v1/templates',
    tag: 'Logs',
    access: 'viewer',
    summary: 'Log templates, those seen last first',
    query: z.strictObject({
      service: name.optional(),
      source: name.optional(),
      text: name.optional().meta({ description: 'part of the template, in any case' }),
      level: queryList(MessageLevel).optional(),
      new_since: Moment.optional().meta({ description: 'those first seen since then' }),
      ...paging,
    }),
    status: 200,
    answer: pageSchema(LogTemplate),
  },
  getTemplate: {
    method: 'get',
    path: '/api/v1/templates/:id',
    tag: 'Logs',
    access: 'viewer',
    summary: 'A log template, the services that log it, and lines of it',
    params: z.object({ id: z.string() }),
    status: 200,
    answer: LogTemplateDetail,
    errors: ['NOT_FOUND'],
  },
});

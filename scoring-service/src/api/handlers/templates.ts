import { pageOf } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';

/** Lines shown of one template. */
const EXAMPLES = 20;

export function templateHandlers({
  templates,
  now,
}: ApiDeps): Pick<Handlers, 'listTemplates' | 'getTemplate'> {
  return {
    listTemplates: ({ query }) => {
      const { service, source, text, level: levels, new_since: newSince } = query;
      return templates.templates({ service, source, text, levels, newSince }, pageOf(query));
    },
    getTemplate: ({ params: { id } }) => {
      const services = templates.template(id);
      if (services.length === 0) throw noTemplate(id);
      const range = { from: 0, to: now() + 1 };
      return {
        ...{ id, template: services[0].template, services },
        examples: templates
          .exampleLines({ templateId: id, range, limit: EXAMPLES })
          .map(({ time, service, line, traceId }) => ({
            ...{ time: new Date(time).toISOString(), service, line, trace_id: traceId ?? null },
          })),
      };
    },
  };
}

function noTemplate(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no template ${JSON.stringify(id)}, or it was not seen for long`,
    where: 'path.id',
    hint: 'GET /api/v1/templates lists them',
  });
}

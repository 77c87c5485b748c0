import { z } from 'zod';
import { listSchema } from './query.ts';
import { routes } from './route.ts';

/** Where readings come from, without its address and what is secret about it. */
export const SourceInfo = z.object({
  name: z.string(),
  type: z.string().meta({
    description: 'of the configuration, or of a source that is always there',
    example: 'prometheus',
  }),
  serves: z.array(z.string()).meta({ description: "types of a detector's `query` that it answers" }),
});
export type SourceInfo = z.infer<typeof SourceInfo>;

export const sourceRoutes = routes({
  listSources: {
    method: 'get',
    path: '/api/v1/sources',
    tag: 'Detectors',
    access: 'viewer',
    summary: 'The sources that a detector may name, and the queries that each of them takes',
    status: 200,
    answer: listSchema(SourceInfo),
  },
});

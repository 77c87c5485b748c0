import { z } from 'zod';
import { CallGraph, TraceExample } from '../calls.ts';
import { Moment } from '../words.ts';
import { listSchema, queryFlag, queryInteger } from './query.ts';
import { routes } from './route.ts';

const MOST_EXAMPLES = 100;
const name = z.string().min(1).max(1024);

export const callRoutes = routes({
  getCallGraph: {
    method: 'get',
    path: '/api/v1/call-graph',
    tag: 'Traces',
    access: 'viewer',
    summary: 'Who calls whom, learnt from spans',
    query: z.strictObject({
      source: name.optional(),
      service: name.optional().meta({ description: 'its callers and callees alone' }),
      seen_since: Moment.optional().meta({ description: 'calls seen since then; a week unless told' }),
    }),
    status: 200,
    answer: CallGraph,
  },
  listTraceExamples: {
    method: 'get',
    path: '/api/v1/traces/examples',
    tag: 'Traces',
    access: 'viewer',
    summary: 'Calls to look at: of each interval the slowest one, and the slowest that failed; slowest first',
    description: 'The last hour unless told.',
    query: z.strictObject({
      service: name.meta({ description: 'the callee, where `caller` is given' }),
      operation: name.optional(),
      caller: name.optional(),
      source: name.optional(),
      errors: queryFlag.optional().meta({ description: 'true: only those that failed' }),
      start_time: Moment.optional(),
      end_time: Moment.optional().meta({ description: 'not included' }),
      limit: queryInteger(1, MOST_EXAMPLES).optional().meta({ description: '10 unless told' }),
    }),
    status: 200,
    answer: listSchema(TraceExample),
    errors: ['BAD_TIME'],
  },
});

import { z } from 'zod';
import { queryList } from './query.ts';
import { routes } from './route.ts';

export const LiveEventType = z.enum(['anomaly', 'incident', 'scored']);
export type LiveEventType = z.infer<typeof LiveEventType>;

/** Sent first when the events after `Last-Event-ID` are no longer kept: the client must read the state anew. */
export const EventGap = z.object({ type: z.literal('gap'), oldest_id: z.string() });
export type EventGap = z.infer<typeof EventGap>;

export const eventRoutes = routes({
  events: {
    method: 'get',
    path: '/api/v1/events',
    tag: 'Events',
    access: 'viewer',
    summary: 'Anomalies, incidents and progress as they happen (server-sent events)',
    description:
      'Each event has the schema LiveEvent as `data` and its `type` as `event`. `id` rises, across restarts too; after a break send `Last-Event-ID` to go on where you were. An event named `gap` says that some are lost: read the state anew.',
    query: z.strictObject({
      types: queryList(LiveEventType)
        .optional()
        .meta({ description: 'repeated or comma separated; all unless told' }),
      last_event_id: z
        .string()
        .regex(/^\d{1,16}$/)
        .optional()
        .meta({ description: 'for clients that cannot set the header' }),
    }),
    headers: { 'Last-Event-ID': 'id of the last event that was seen' },
    status: 200,
    answer: { media: 'text/event-stream', description: 'a stream of LiveEvent' },
    errors: ['OVERLOADED'],
  },
});

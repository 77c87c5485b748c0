import { z } from 'zod';
import { Anomaly } from './anomaly.ts';
import { Incident } from './incident.ts';

/** Server-sent events of `GET /api/v1/events`; `id` rises, so that a client resumes with `Last-Event-ID`. */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('anomaly'), change: z.enum(['opened', 'updated', 'closed']), anomaly: Anomaly }),
  z.object({ type: z.literal('incident'), incident: Incident }),
  z.object({
    type: z.literal('scored'),
    detector_id: z.string(),
    until: z.iso.datetime().meta({ description: 'the detector has scored up to here' }),
    signals: z.number().int(),
  }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;

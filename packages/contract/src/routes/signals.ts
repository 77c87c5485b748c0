import { z } from 'zod';
import { ScoreSeries, Signal } from '../signal.ts';
import { Moment, Severity, SignalKind } from '../words.ts';
import { pageSchema, paging, queryFlag, queryInteger, queryLabels, queryList } from './query.ts';
import { routes } from './route.ts';

const FEWEST_POINTS = 2;
/** Four rows for each pixel of the widest screen in use: more could not be seen. */
const MOST_POINTS = 16_000;

const id = z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits') });

export const signalRoutes = routes({
  listSignals: {
    method: 'get',
    path: '/api/v1/signals',
    tag: 'Signals',
    access: 'viewer',
    summary: 'Signals, worst first',
    query: z.strictObject({
      detector_id: z.string().min(1).max(200).optional(),
      source: z.string().min(1).max(200).optional(),
      kind: SignalKind.optional(),
      label: queryLabels.optional(),
      text: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: "part of a label's value, in any case" }),
      severity: queryList(Severity)
        .optional()
        .meta({
          description: 'of the open anomaly; repeated or comma separated',
          example: ['HIGH', 'CRITICAL'],
        }),
      anomalous: queryFlag.optional().meta({ description: 'true: only those with an open anomaly' }),
      ...paging,
    }),
    status: 200,
    answer: pageSchema(Signal),
  },
  getSignal: {
    method: 'get',
    path: '/api/v1/signals/:id',
    tag: 'Signals',
    access: 'viewer',
    summary: 'One signal',
    params: id,
    status: 200,
    answer: Signal,
  },
  getScores: {
    method: 'get',
    path: '/api/v1/signals/:id/scores',
    tag: 'Signals',
    access: 'viewer',
    summary: "A signal's readings, expected band and scores for a range of time",
    description: 'The last 24 hours unless told. Longer ranges are thinned out; no anomaly is lost by it.',
    params: id,
    query: z.strictObject({
      start_time: Moment.optional(),
      end_time: Moment.optional().meta({ description: 'not included' }),
      points: queryInteger(FEWEST_POINTS, MOST_POINTS)
        .optional()
        .meta({ description: 'rows at most, 1440 unless told' }),
    }),
    status: 200,
    answer: ScoreSeries,
    errors: ['BAD_TIME'],
  },
});

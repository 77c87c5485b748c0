import { z } from 'zod';
import { AnomalyFeedbackBody, Feedback, FeedbackVerdict, SignalFeedbackBody } from '../feedback.ts';
import { pageSchema, paging, queryFlag } from './query.ts';
import { routes } from './route.ts';

const id = z.strictObject({ id: z.string().min(1).max(64) });

export const feedbackRoutes = routes({
  judgeAnomaly: {
    method: 'post',
    path: '/api/v1/anomalies/:id/feedback',
    tag: 'Feedback',
    access: 'editor',
    summary: 'Say that an anomaly was real, or was none: its like becomes quieter',
    description: 'A new verdict on the same anomaly takes the place of the one before.',
    params: id,
    body: AnomalyFeedbackBody,
    status: 201,
    answer: Feedback,
  },
  reportMissed: {
    method: 'post',
    path: '/api/v1/signals/:id/feedback',
    tag: 'Feedback',
    access: 'editor',
    summary: 'Say that a stretch of a signal should have been an anomaly: it becomes keener',
    params: id,
    body: SignalFeedbackBody,
    status: 201,
    answer: Feedback,
    errors: ['BAD_TIME'],
  },
  listFeedback: {
    method: 'get',
    path: '/api/v1/feedback',
    tag: 'Feedback',
    access: 'viewer',
    summary: 'What people said, newest first',
    query: z.strictObject({
      detector_id: z.string().min(1).max(200).optional(),
      signal_id: z.string().min(1).max(64).optional(),
      anomaly_id: z.string().min(1).max(64).optional(),
      incident_id: z.string().min(1).max(80).optional().meta({ description: 'of one of its anomalies' }),
      verdict: FeedbackVerdict.optional(),
      removed: queryFlag.optional().meta({ description: 'true: also those that were taken back' }),
      ...paging,
    }),
    status: 200,
    answer: pageSchema(Feedback),
  },
  removeFeedback: {
    method: 'delete',
    path: '/api/v1/feedback/:id',
    tag: 'Feedback',
    access: 'editor',
    summary: 'Take a verdict back: it changes nothing from now on',
    params: id,
    status: 204,
  },
});

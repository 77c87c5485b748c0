import { z } from 'zod';
import { Alert, AlertDecision, AlertStatus, Anomaly } from '../anomaly.ts';
import { Explanation } from '../explanation.ts';
import { Moment, Severity } from '../words.ts';
import { pageSchema, paging, queryFlag, queryLabels, queryList } from './query.ts';
import { routes } from './route.ts';

export const anomalyRoutes = routes({
  listAnomalies: {
    method: 'get',
    path: '/api/v1/anomalies',
    tag: 'Anomalies',
    access: 'viewer',
    summary: 'Anomalies that overlap a range of time, newest first',
    query: z.strictObject({
      start_time: Moment.optional(),
      end_time: Moment.optional().meta({ description: 'not included' }),
      severity: queryList(Severity)
        .optional()
        .meta({ description: 'repeated or comma separated', example: ['HIGH', 'CRITICAL'] }),
      signal_id: z.string().min(1).max(64).optional(),
      detector_id: z.string().min(1).max(200).optional(),
      source: z.string().min(1).max(200).optional(),
      label: queryLabels.optional(),
      alert: AlertDecision.optional().meta({
        description: 'withheld: those that nobody was told of, each with the reason',
      }),
      open: queryFlag.optional().meta({ description: 'true: only open ones; false: only ended ones' }),
      ...paging,
    }),
    status: 200,
    answer: pageSchema(Anomaly),
    errors: ['BAD_TIME'],
  },
  getAnomaly: {
    method: 'get',
    path: '/api/v1/anomalies/:id',
    tag: 'Anomalies',
    access: 'viewer',
    summary: 'One anomaly',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    status: 200,
    answer: Anomaly,
  },
  explainAnomaly: {
    method: 'get',
    path: '/api/v1/anomalies/:id/explanation',
    tag: 'Anomalies',
    access: 'viewer',
    summary: 'Which label or field values make up the change, asked of the source when it is called',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    status: 200,
    answer: Explanation,
    errors: ['SOURCE_UNREACHABLE', 'SOURCE_REFUSED_QUERY', 'SOURCE_REFUSED_CREDENTIALS'],
  },
  listAlerts: {
    method: 'get',
    path: '/api/v1/alerts',
    tag: 'Anomalies',
    access: 'viewer',
    summary: 'Anomalies that somebody is told of, newest first',
    query: z.strictObject({ status: AlertStatus.optional(), ...paging }),
    status: 200,
    answer: pageSchema(Alert),
  },
});

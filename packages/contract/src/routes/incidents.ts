import { z } from 'zod';
import { IncidentDetail, IncidentStatus, IncidentSummary, SimilarIncident } from '../incident.ts';
import { AnomalyFeedbackBody, Feedback } from '../feedback.ts';
import { Moment, Severity } from '../words.ts';
import { listSchema, pageSchema, paging, queryList } from './query.ts';
import { routes } from './route.ts';

const tag = 'Incidents';
const params = z.strictObject({ id: z.string().min(1).max(80) });

export const incidentRoutes = routes({
  listIncidents: {
    method: 'get',
    path: '/api/v1/incidents',
    tag,
    access: 'viewer',
    summary: 'Incidents that overlap a range of time, newest first; merged ones only when asked for',
    query: z.strictObject({
      start_time: Moment.optional(),
      end_time: Moment.optional().meta({ description: 'not included' }),
      status: queryList(IncidentStatus).optional().meta({ description: 'repeated or comma separated' }),
      severity: queryList(Severity).optional().meta({ description: 'repeated or comma separated' }),
      service: z.string().min(1).max(1024).optional().meta({ description: 'one that it touches' }),
      ...paging,
    }),
    status: 200,
    answer: pageSchema(IncidentSummary),
    errors: ['BAD_TIME'],
  },
  getIncident: {
    method: 'get',
    path: '/api/v1/incidents/:id',
    tag,
    access: 'viewer',
    summary: 'One incident with its suspects, the way it spread, its anomalies and its history',
    params,
    status: 200,
    answer: IncidentDetail,
  },
  similarIncidents: {
    method: 'get',
    path: '/api/v1/incidents/:id/similar',
    tag,
    access: 'viewer',
    summary: 'Earlier incidents that looked alike, most alike first',
    params,
    status: 200,
    answer: listSchema(SimilarIncident),
  },
  acknowledgeIncident: {
    method: 'post',
    path: '/api/v1/incidents/:id/acknowledge',
    tag,
    access: 'editor',
    summary: 'Somebody looks after it',
    params,
    status: 200,
    answer: IncidentDetail,
    errors: ['CONFLICT'],
  },
  resolveIncident: {
    method: 'post',
    path: '/api/v1/incidents/:id/resolve',
    tag,
    access: 'editor',
    summary: 'It is over; an anomaly that joins it later opens it again',
    params,
    status: 200,
    answer: IncidentDetail,
    errors: ['CONFLICT'],
  },
  reopenIncident: {
    method: 'post',
    path: '/api/v1/incidents/:id/reopen',
    tag,
    access: 'editor',
    summary: 'It is not over',
    params,
    status: 200,
    answer: IncidentDetail,
    errors: ['CONFLICT'],
  },
  judgeIncident: {
    method: 'post',
    path: '/api/v1/incidents/:id/feedback',
    tag: 'Feedback',
    access: 'editor',
    summary: 'Say that all anomalies of an incident were real, or were none',
    description: 'The same as saying it of each of them; answers what is kept of each.',
    params,
    body: AnomalyFeedbackBody,
    status: 201,
    answer: listSchema(Feedback),
  },
  removeIncidentFeedback: {
    method: 'delete',
    path: '/api/v1/incidents/:id/feedback',
    tag: 'Feedback',
    access: 'editor',
    summary: 'Take back what was said of each anomaly of an incident',
    params,
    status: 204,
  },
});

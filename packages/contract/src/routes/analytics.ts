import { z } from 'zod';
import { AnomalyTrends, History, MetricsSummary, Performance } from '../analytics.ts';
import { TimeZone } from '../suppression.ts';
import { Duration, Moment, Severity, durationSeconds } from '../words.ts';
import { queryList } from './query.ts';
import { routes } from './route.ts';

const SHORTEST_PERIOD_SECONDS = 3600;
const LONGEST_PERIOD_SECONDS = 90 * 86_400;
const LONGEST_GRANULARITY_SECONDS = 30 * 86_400;

const Period = Duration.refine((value) => {
  const seconds = durationSeconds(value);
  return seconds >= SHORTEST_PERIOD_SECONDS && seconds <= LONGEST_PERIOD_SECONDS;
}, 'must lie between 1h and 90d').meta({ example: '7d' });

const Granularity = Duration.refine(
  (value) => durationSeconds(value) <= LONGEST_GRANULARITY_SECONDS,
  'must be 30d at most',
).meta({ example: '1h' });

export const analyticsRoutes = routes({
  summary: {
    method: 'get',
    path: '/api/v1/metrics/summary',
    tag: 'Analytics',
    access: 'viewer',
    summary: 'How much is watched, and what is wrong now',
    status: 200,
    answer: MetricsSummary,
  },
  anomalyTrends: {
    method: 'get',
    path: '/api/v1/analytics/anomaly-trends',
    tag: 'Analytics',
    access: 'viewer',
    summary: 'Anomalies by the time they started',
    query: z.strictObject({ period: Period.optional().meta({ description: '7d unless told' }) }),
    status: 200,
    answer: AnomalyTrends,
  },
  history: {
    method: 'get',
    path: '/api/v1/analytics/history',
    tag: 'Analytics',
    access: 'viewer',
    summary:
      'What the past was like: anomalies by day, service, detector and hour of the week; incidents answered',
    query: z.strictObject({
      period: Period.optional().meta({ description: '30d unless told' }),
      bucket: z.enum(['hour', 'day', 'week']).optional().meta({ description: 'day unless told' }),
      time_zone: TimeZone.optional().meta({ description: 'UTC unless told' }),
      severity: queryList(Severity).optional().meta({ description: 'repeated or comma separated' }),
      service: z.string().min(1).max(1024).optional(),
      detector_id: z.string().min(1).max(200).optional(),
    }),
    status: 200,
    answer: History,
  },
  performance: {
    method: 'get',
    path: '/api/v1/analytics/performance',
    tag: 'Analytics',
    access: 'viewer',
    summary: 'How a registered API did, bucket by bucket',
    query: z.strictObject({
      api_id: z.string().min(1).max(128),
      granularity: Granularity.optional().meta({ description: '1h unless told' }),
      start_time: Moment.optional().meta({ description: '24 hours before the end unless told' }),
      end_time: Moment.optional().meta({ description: 'not included; now unless told' }),
    }),
    status: 200,
    answer: Performance,
    errors: ['BAD_TIME', 'NOT_FOUND'],
  },
});

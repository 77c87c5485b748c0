import { z } from 'zod';
import { AnomalyTrends, MetricsSummary, Performance } from '../analytics.ts';
import { Duration, Moment, durationSeconds } from '../words.ts';
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

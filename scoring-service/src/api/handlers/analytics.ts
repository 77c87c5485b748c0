import { type Performance, durationSeconds } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { history } from '../analytics/history.ts';
import { anomalyTrends } from '../analytics/trends.ts';
import { metricsSummary } from '../analytics/summary.ts';
import { rangeOf } from '../time-range.ts';

const DEFAULT_PERIOD = '7d';
const DEFAULT_GRANULARITY = '1h';
const DEFAULT_RANGE_MS = 86_400_000;
/** More rows than any chart shows; a finer question names a shorter range. */
const MOST_BUCKETS = 10_000;
/** The label that ingested readings of a registered API carry. */
const API_LABEL = 'api_id';

export function analyticsHandlers(
  deps: ApiDeps,
): Pick<Handlers, 'summary' | 'anomalyTrends' | 'history' | 'performance'> {
  const { scores, admin, now } = deps;
  return {
    summary: () => metricsSummary(deps),
    anomalyTrends: ({ query }) => anomalyTrends(scores, query.period ?? DEFAULT_PERIOD, now()),
    history: ({ query }) => history(deps, query, now()),
    performance: ({ query }) => {
      const granularity = query.granularity ?? DEFAULT_GRANULARITY;
      const bucketMs = durationSeconds(granularity) * 1000;
      const { from, to } = rangeOf(query, now(), DEFAULT_RANGE_MS);
      if ((to - from) / bucketMs > MOST_BUCKETS) throw tooFine(granularity);
      const buckets = scores.performance(API_LABEL, query.api_id, from, to, bucketMs);
      if (buckets.length === 0 && admin.api(query.api_id) === undefined) throw noApi(query.api_id);
      return { api_id: query.api_id, granularity, buckets: buckets.map(bucketOf) };
    },
  };
}

function bucketOf({
  time,
  highestScore,
  ...stats
}: ReturnType<ApiDeps['scores']['performance']>[number]): Performance['buckets'][number] {
  return { ...stats, time: new Date(time).toISOString(), highest_score: highestScore };
}

function tooFine(granularity: string): LapwingError {
  return new LapwingError('BAD_REQUEST', {
    message: `the range holds more than ${MOST_BUCKETS} buckets of ${granularity}`,
    where: 'query.granularity',
    hint: 'Ask for a coarser granularity or a shorter range',
  });
}

function noApi(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no API ${JSON.stringify(id)}`,
    where: 'query.api_id',
    hint: 'GET /api/v1/apis lists them; POST /api/v1/apis/register makes one',
  });
}

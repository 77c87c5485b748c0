import { type Signal, pageOf } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { present } from '../filters.ts';
import type { Handlers } from '../handler.ts';
import { rangeOf } from '../time-range.ts';

const DEFAULT_RANGE_MS = 86_400_000;
/** A day by the minute, whole: about a row a pixel. */
const DEFAULT_POINTS = 1_440;

export function signalHandlers({
  scores,
  now,
}: ApiDeps): Pick<Handlers, 'listSignals' | 'getSignal' | 'getScores'> {
  return {
    listSignals: ({ query }) => {
      const { detector_id, source, kind, label, text, severity: severities, anomalous } = query;
      const which = { detectorId: detector_id, source, kind, labels: label };
      const filter = present({ ...which, text, severities, anomalous });
      return scores.signals(filter, pageOf(query));
    },
    getSignal: ({ params }) => known(scores.signal(params.id), params.id),
    getScores: ({ params, query }) => {
      known(scores.signal(params.id), params.id);
      const { from, to } = rangeOf(query, now(), DEFAULT_RANGE_MS);
      return known(scores.series(params.id, from, to, query.points ?? DEFAULT_POINTS), params.id);
    },
  };
}

function known<T extends Signal | object>(found: T | undefined, id: string): T {
  if (found !== undefined) return found;
  throw new LapwingError('NOT_FOUND', {
    message: `there is no signal ${id}`,
    where: 'path.id',
    hint: 'GET /api/v1/signals lists them',
  });
}

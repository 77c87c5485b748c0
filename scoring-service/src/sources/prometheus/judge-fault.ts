import { z } from 'zod';
import type { Failure } from '../shared/failure.ts';
import { judge, refused, ServerFault, shrink, wait, type FaultPlace } from '../shared/server-fault.ts';

const ErrorBody = z.object({ errorType: z.string().optional(), error: z.string() });

/** A shorter range holds fewer samples and fewer points: what Prometheus, Thanos, Mimir and VictoriaMetrics say then. */
const TOO_MUCH =
  /too many samples|maximum resolution|exceeds? the (maximum|limit)|too many points|too many chunks|the query (time range|exceeded)|max-query|maxSamples|series limit|response (is )?too large/i;
const TIMED_OUT = /timed out|timeout|deadline exceeded|context canceled/i;

/** Judges what went wrong between us and a Prometheus. What is none of the server's faults is thrown on. */
export function judgeFault(error: unknown, place: FaultPlace): Failure {
  if (!(error instanceof ServerFault)) throw error;
  return judge(error.fault, place, (status, body) => judgeAnswer(status, body, place));
}

function judgeAnswer(status: number, body: unknown, place: FaultPlace): Failure | undefined {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success || status === 401 || status === 403 || status === 429) return undefined;
  const { error, errorType } = parsed.data;
  if (TOO_MUCH.test(error)) return shrink(`Prometheus: ${error}`, place);
  if (errorType === 'timeout' || TIMED_OUT.test(error)) return shrink(`Prometheus: ${error}`, place);
  if (status >= 500) return wait(`Prometheus answered ${status}: ${error}`, place);
  if (status === 400 || status === 422) {
    return refused('SOURCE_REFUSED_QUERY', `Prometheus: ${error}`, `source ${place.source}`, {
      hint: "Correct the detector's query.expr; the server's own query page shows the same error.",
    });
  }
  return undefined;
}

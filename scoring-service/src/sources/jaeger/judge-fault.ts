import type { Failure } from '../shared/failure.ts';
import { judge, refused, ServerFault, type FaultPlace } from '../shared/server-fault.ts';

/** Judges what went wrong between us and a Jaeger. What is none of the server's faults is thrown on. */
export function judgeFault(error: unknown, place: FaultPlace): Failure {
  if (!(error instanceof ServerFault)) throw error;
  return judge(error.fault, place, (status, body) => {
    if (status !== 400) return undefined;
    return refused('SOURCE_REFUSED_QUERY', `Jaeger: ${messageOf(body)}`, `source ${place.source}`, {
      hint: "Check the source's traces_per_answer against what the server allows.",
    });
  });
}

/** `{"errors": [{"code": 400, "msg": "…"}]}`. */
function messageOf(body: unknown): string {
  return typeof body === 'string' ? body.slice(0, 200) : JSON.stringify(body).slice(0, 200);
}

import { z } from 'zod';
import type { Failure } from '../shared/failure.ts';
import { judge, refused, ServerFault, shrink, wait, type FaultPlace } from '../shared/server-fault.ts';

const Reason = z.object({ type: z.string(), reason: z.string().nullish() });
const ErrorBody = z.object({
  error: z.union([
    z.string(),
    Reason.extend({
      root_cause: z.array(Reason).optional(),
      caused_by: Reason.extend({ caused_by: Reason.optional() }).optional(),
      failed_shards: z
        .array(z.object({ reason: Reason.extend({ caused_by: Reason.optional() }) }))
        .optional(),
    }),
  ]),
});

/** The server asked for less, in one of its ways. */
const TOO_MUCH = new Set([
  'circuit_breaking_exception',
  'too_many_buckets_exception',
  'search_cancelled_exception',
  'task_cancelled_exception',
  // The point in time that the pages go through is gone: what they are for begins anew.
  'search_context_missing_exception',
]);
/** A query that will not be understood tomorrow either, whatever the status it comes with. */
const BAD_QUERY = new Set([
  'illegal_argument_exception',
  'parsing_exception',
  'parse_exception',
  'query_shard_exception',
  'number_format_exception',
  'x_content_parse_exception',
  'named_object_not_found_exception',
  'aggregation_execution_exception',
  'script_exception',
]);

/** Judges what went wrong between us and an OpenSearch. What is none of the server's faults is thrown on. */
export function judgeFault(error: unknown, place: FaultPlace): Failure {
  if (!(error instanceof ServerFault)) throw error;
  return judge(error.fault, place, (status, body) => judgeAnswer(status, body, place));
}

function judgeAnswer(status: number, body: unknown, place: FaultPlace): Failure | undefined {
  const causes = causesOf(body);
  const tooMuch = causes.find(({ type }) => TOO_MUCH.has(type));
  if (tooMuch) return shrink(`OpenSearch: ${tooMuch.reason ?? tooMuch.type}`, place);
  const where = `source ${place.source}`;
  const missing = causes.find(({ type }) => type === 'index_not_found_exception');
  if (status === 404 && missing) {
    return refused('SOURCE_REFUSED_QUERY', `OpenSearch: ${missing.reason ?? 'no such index'}`, where, {
      hint: 'Name an index that is there, or a pattern with *, which may match none yet.',
    });
  }
  const closed = causes.find(({ type }) => type === 'index_closed_exception');
  if (closed) {
    return refused('SOURCE_REFUSED_QUERY', `OpenSearch: ${closed.reason ?? 'the index is closed'}`, where, {
      hint: 'Open the index, or name a pattern: closed indices are left out of patterns.',
    });
  }
  const bad = causes.find(({ type }) => BAD_QUERY.has(type));
  if (bad && status !== 429) {
    const detail = causes.at(-1);
    const more =
      detail && detail !== bad && detail.reason !== bad.reason ? ` (${detail.reason ?? detail.type})` : '';
    return refused('SOURCE_REFUSED_QUERY', `OpenSearch: ${bad.reason ?? bad.type}${more}`, where, {
      hint: "Correct the detector's query: its filter, its fields or its measure.",
    });
  }
  const first = causes.find(({ reason }) => Boolean(reason));
  if (status >= 500 && first) return wait(`OpenSearch answered ${status}: ${first.reason}`, place);
  if (status === 400 && first) {
    return refused('SOURCE_REFUSED_QUERY', `OpenSearch: ${first.reason}`, where, {
      hint: "Correct the detector's query.",
    });
  }
  return undefined;
}

/** Every cause that an error body names, outermost first. */
function causesOf(body: unknown): z.infer<typeof Reason>[] {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return [];
  const { error } = parsed.data;
  if (typeof error === 'string') return [{ type: 'text', reason: error }];
  const causes: z.infer<typeof Reason>[] = [error, ...(error.root_cause ?? [])];
  for (const { reason } of error.failed_shards ?? []) {
    causes.push(reason);
    if (reason.caused_by) causes.push(reason.caused_by);
  }
  if (error.caused_by) causes.push(error.caused_by);
  if (error.caused_by?.caused_by) causes.push(error.caused_by.caused_by);
  return causes;
}

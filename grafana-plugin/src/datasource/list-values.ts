import type { ServiceClient, Span } from '../service/client.ts';
import { explain, problemLine } from '../service/problem.ts';
import { withinTime } from '../service/time-limit.ts';
import type { Choice } from './frames/values-frame.ts';
import { valuesFor } from './queries/values.ts';
import type { LapwingQuery } from './query.ts';

/** What a variable or a filter chooses from. Rejects with a sentence: an empty list would hide what is wrong. */
export async function listValues(
  query: LapwingQuery,
  client: ServiceClient,
  span: Span,
  timeLimitMs: number,
): Promise<Choice[]> {
  try {
    return await withinTime(timeLimitMs, (signal) => valuesFor(query, { client, span }, signal));
  } catch (error) {
    throw new Error(problemLine(explain(error)), { cause: error });
  }
}

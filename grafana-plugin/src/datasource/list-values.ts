import type { ServiceClient, Span } from '../service/client.ts';
import { explain, problemLine } from '../service/problem.ts';
import { withinTime } from '../service/time-limit.ts';
import type { Choice } from './frames/values-frame.ts';
import { valuesFor } from './queries/values.ts';
import type { LapwingQuery } from './query.ts';

/** A variable is asked for once a dashboard, and without it the dashboard is empty: it may take longer than a panel. */
const LIST_LIMIT_MS = 5000;

/** What a variable or a filter chooses from. Rejects with a sentence: an empty list would hide what is wrong. */
export async function listValues(query: LapwingQuery, client: ServiceClient, span: Span): Promise<Choice[]> {
  try {
    return await withinTime(LIST_LIMIT_MS, (signal) => valuesFor(query, { client, span }, signal));
  } catch (error) {
    throw new Error(problemLine(explain(error)), { cause: error });
  }
}

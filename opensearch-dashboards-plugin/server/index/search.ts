import { DOCUMENT_SCHEMA_VERSION, readAnswer } from '@lapwing/contract';
import { z } from 'zod';
import type { OpenSearchClient } from '../../types/core-server.ts';
import { Refusal } from '../backend/refusal.ts';

/** One search; `alias` is one of the contract's. */
interface SearchBody {
  size: number;
  from?: number;
  filter: readonly object[];
  sort?: readonly object[];
  aggs?: object;
  /** The first of each value of a field. */
  collapse?: { field: string };
}

interface Found<T> {
  documents: T[];
  total: number;
  aggregations: unknown;
}

/** Asks OpenSearch as the person who is signed in, so that what they may not read stays unread. */
export type Search = <T>(alias: string, body: SearchBody, document: z.ZodType<T>) => Promise<Found<T>>;

const Answer = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(z.object({ _source: z.unknown() })),
  }),
  aggregations: z.unknown().optional(),
});

export function searchAs(client: OpenSearchClient, timeoutMs: number): Search {
  return async (alias, { filter, ...body }, document) => {
    const answer = await ask(client, timeoutMs, alias, {
      track_total_hits: true,
      timeout: `${timeoutMs}ms`,
      query: { bool: { filter: [{ term: { schema_version: DOCUMENT_SCHEMA_VERSION } }, ...filter] } },
      ...body,
    });
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) throw unfit(alias, parsed.error);
    const { hits, aggregations } = parsed.data;
    const documents = hits.hits.map(({ _source }) => {
      // A later service may write words that are not known here: the rest of its document is.
      const read = readAnswer(document, _source);
      if (read === undefined) throw unfit(alias, document.safeParse(_source).error);
      return read.data;
    });
    return { documents, total: hits.total.value, aggregations };
  };
}

/** An aggregation's answer. Throws a Refusal when it isn't what was asked for. */
export function aggregated<T>(schema: z.ZodType<T>, aggregations: unknown, alias: string): T {
  const parsed = schema.safeParse(aggregations);
  if (!parsed.success) throw unfit(alias, parsed.error);
  return parsed.data;
}

const Failure = z.object({ statusCode: z.number() });

async function ask(
  client: OpenSearchClient,
  timeoutMs: number,
  alias: string,
  body: object,
): Promise<unknown> {
  try {
    const answer = await client.transport.request(
      {
        method: 'POST',
        path: `/${alias}/_search`,
        // Before the first score there is no index: that is nothing found, not an error.
        querystring: { ignore_unavailable: true, allow_no_indices: true },
        body,
      },
      { requestTimeout: timeoutMs, maxRetries: 0 },
    );
    return answer.body;
  } catch (error) {
    const failure = Failure.safeParse(error);
    throw refused(alias, failure.success ? failure.data.statusCode : 0, error);
  }
}

function refused(alias: string, status: number, cause: unknown): Refusal {
  const options = { cause };
  if (status === 401) {
    return new Refusal('UNAUTHENTICATED', 'Your session is over', alias, 'Sign in again.', options);
  }
  if (status === 403) {
    const hint = 'Ask for a role that may read lapwing-scores*, lapwing-anomalies* and lapwing-incidents*.';
    return new Refusal('FORBIDDEN', `You may not read ${alias}`, alias, hint, options);
  }
  if (status === 0) {
    const hint = 'It is slow or away: choose a shorter time range, or try again.';
    return new Refusal('STORE_UNAVAILABLE', 'OpenSearch gave no answer', alias, hint, options);
  }
  const hint = 'OpenSearch Dashboards’ log says more.';
  const said = cause instanceof Error ? cause.message : String(cause);
  return new Refusal(
    'STORE_UNAVAILABLE',
    `OpenSearch could not search ${alias} (${said})`,
    alias,
    hint,
    options,
  );
}

function unfit(alias: string, cause: unknown): Refusal {
  return new Refusal(
    'INTERNAL',
    `A document of ${alias} is not what this plugin expects`,
    alias,
    'Install the plugin of the version of the service that writes the index, and see that nothing else writes to it.',
    { cause },
  );
}

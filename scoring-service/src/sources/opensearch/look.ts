import { z } from 'zod';
import type { OpenSearchClient } from './client.ts';
import { candidateFields, chooseFields, type DetectedFields } from './detect-fields.ts';
import { FieldCapsAnswer, fieldCatalog, type FieldCatalog } from './field-catalog.ts';
import { readWhole } from './read-page.ts';
import { documentsQuery } from './search-body.ts';
import type { ResolvedQuery } from './resolve-query.ts';
import type { FieldSettings } from './settings.ts';
import { ServerFault } from '../shared/server-fault.ts';

/** Documents of each shard that are looked at to see which fields are filled. */
const SAMPLED_DOCUMENTS = 10_000;

/** Sent with each search: parts of an answer are no answer, and a pattern may match nothing yet. */
export const SEARCH_OPTIONS = {
  allow_partial_search_results: false,
  allow_no_indices: true,
  ignore_unavailable: false,
  expand_wildcards: 'open',
} as const;

export interface IndexLook {
  catalog: FieldCatalog;
  detected: DetectedFields;
  /** Documents that the choice of fields rests on; 0 where there are none yet. */
  documents: number;
}

/** What fields the pattern's indices have, and which of them play the parts of a log document. */
export async function lookAtIndex(
  client: OpenSearchClient,
  index: string,
  settings: FieldSettings,
  signal: AbortSignal,
): Promise<IndexLook> {
  const answer = await client.request(
    {
      method: 'GET',
      path: `/${encodeURIComponent(index)}/_field_caps`,
      query: { fields: '*', allow_no_indices: true, expand_wildcards: 'open' },
    },
    signal,
  );
  const caps = FieldCapsAnswer.safeParse(answer);
  if (!caps.success) {
    throw new ServerFault(
      { kind: 'unreadable', message: z.prettifyError(caps.error) },
      'OpenSearch: field caps',
    );
  }
  const catalog = fieldCatalog(caps.data);
  const candidates = candidateFields(catalog);
  const { filled, documents } = await countFilled(client, index, Object.values(candidates).flat(), signal);
  if (catalog.size === 0 && documents > 0) {
    // A cluster that is still waking up: it knows its documents already, its fields not yet.
    throw new ServerFault(
      { kind: 'partial', reason: 'its fields are not there yet', tooMuch: false },
      'OpenSearch',
    );
  }
  return { catalog, detected: chooseFields(candidates, filled, documents, settings), documents };
}

const FilledAnswer = z.object({
  aggregations: z.record(z.string(), z.object({ doc_count: z.number() })).optional(),
});

async function countFilled(client: OpenSearchClient, index: string, fields: string[], signal: AbortSignal) {
  const aggs: Record<string, object> = { all: { filter: { match_all: {} } } };
  fields.forEach((field, i) => (aggs[`f${i}`] = { filter: { exists: { field: withoutSubfield(field) } } }));
  const answer = await client.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_search`,
      query: SEARCH_OPTIONS,
      body: { size: 0, track_total_hits: false, terminate_after: SAMPLED_DOCUMENTS, aggs },
    },
    signal,
  );
  const counts = readWhole(answer, FilledAnswer).aggregations ?? {};
  const filled = new Map(fields.map((field, i) => [field, counts[`f${i}`]?.doc_count ?? 0]));
  return { filled, documents: counts['all']?.doc_count ?? 0 };
}

const withoutSubfield = (field: string): string => field.replace(/\.(keyword|raw|not_analyzed)$/, '');

const NewestAnswer = z.object({
  aggregations: z.object({ newest: z.object({ value: z.number().nullable() }) }).optional(),
});

/** The newest time (epoch ms) among the documents that match, before `before`; undefined when there are none. */
export async function newestTime(
  client: OpenSearchClient,
  query: ResolvedQuery,
  before: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const answer = await client.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(query.index)}/_search`,
      query: SEARCH_OPTIONS,
      body: {
        size: 0,
        track_total_hits: false,
        query: documentsQuery(query.filter, query.timeField, { from: 0, to: before }),
        aggs: { newest: { max: { field: query.timeField } } },
      },
    },
    signal,
  );
  return readWhole(answer, NewestAnswer).aggregations?.newest.value ?? undefined;
}

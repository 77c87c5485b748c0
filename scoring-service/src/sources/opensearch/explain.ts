import type { Labels, LogMeasure } from '@lapwing/contract';
import type { Dimension } from '@lapwing/engine';
import { z } from 'zod';
import { ServerFault } from '../shared/server-fault.ts';
import type { ChangeQuestion, ChangeSlices, TimeRange } from '../source.ts';
import type { OpenSearchClient } from './client.ts';
import { chooseExplaining } from './explain-fields.ts';
import { drawnBody, drawnLines, templateDimension } from './explain-templates.ts';
import type { FieldCatalog } from './field-catalog.ts';
import { SEARCH_OPTIONS } from './look.ts';
import { readWhole } from './read-page.ts';
import type { ResolvedQuery } from './resolve-query.ts';
import { condition, documentsQuery } from './search-body.ts';

/** Values of each that are compared: those that most documents of the louder stretch have. */
const VALUES_MOST = 30;
const Count = z.object({ doc_count: z.number(), sum: z.object({ value: z.number().nullable() }).optional() });
const Answer = z.object({
  aggregations: z.object({ before: Count, during: Count }).catchall(
    z.object({
      buckets: z.array(
        z.object({ key: z.unknown(), key_as_string: z.string().optional(), before: Count, during: Count }),
      ),
    }),
  ),
});

/** What is compared: which documents, and where their message stands. */
export interface Explained {
  query: ResolvedQuery;
  catalog: FieldCatalog;
  message: string | undefined;
}

/**
 * What the documents of two stretches differ in, by three or four searches: which fields are worth it, how often their values
 * come, and which templates the lines have that are drawn from both. Throws ServerFault.
 */
export async function explainDocuments(
  client: OpenSearchClient,
  { query, catalog, message }: Explained,
  question: ChangeQuestion,
  signal: AbortSignal,
): Promise<ChangeSlices> {
  const { labels, before, during, rose, beyond } = question;
  const search = (body: object): Promise<unknown> =>
    client.request(
      { method: 'POST', path: `/${encodeURIComponent(query.index)}/_search`, query: SEARCH_OPTIONS, body },
      signal,
    );
  const whole = { from: Math.min(before.from, during.from), to: Math.max(before.to, during.to) };
  const filter = [documentsQuery(query.filter, query.timeField, whole), ...ofSignal(query, labels)];
  const ask = (aggs: object): Promise<unknown> =>
    search({ size: 0, track_total_hits: false, query: { bool: { filter } }, aggs });
  const counted = countedDocuments(query.measure, beyond, rose);
  const stretches = {
    before: stretch(query, before, counted),
    during: stretch(query, during, counted),
  };
  const { fields, notes } = await chooseExplaining(catalog, query, question, ask);
  const louder = rose ? 'during' : 'before';
  const values = fields.map((field, i) => [
    `f${i}`,
    { terms: { field, size: VALUES_MOST, order: { [louder]: 'desc' } }, aggs: stretches },
  ]);
  const answer = readWhole(await ask({ ...stretches, ...Object.fromEntries(values) }), Answer);
  const { before: totalBefore, during: totalDuring, ...byField } = answer.aggregations;
  const scale = (during.to - during.from) / (before.to - before.from);
  const total = { before: scale * valueOf(totalBefore), during: valueOf(totalDuring) };
  const dimensions: Dimension[] = fields.map((label, i) => ({
    label,
    slices: (byField[`f${i}`]?.buckets ?? []).map((bucket) => ({
      value: bucket.key_as_string ?? String(bucket.key),
      before: scale * valueOf(bucket.before),
      during: valueOf(bucket.during),
    })),
  }));
  if (counted.note !== undefined) notes.unshift(counted.note);
  if (message === undefined || counted.sum !== undefined) return { total, dimensions, notes };
  try {
    const drawn = async (side: 'before' | 'during'): Promise<string[]> => {
      const of = { bool: { filter: [...filter, stretches[side].filter] } };
      return drawnLines(await search(drawnBody(of, message)), message);
    };
    const lines = { before: await drawn('before'), during: await drawn('during') };
    dimensions.push(templateDimension(lines, total));
  } catch (error) {
    // The fields say something by themselves.
    if (!signal.aborted && !(error instanceof ServerFault)) throw error;
    notes.push(
      signal.aborted ? 'time was up before templates were compared' : `no templates: ${messageOf(error)}`,
    );
  }
  return { total, dimensions, notes };
}

interface Counted {
  /** Which documents count. */
  filter: object | undefined;
  /** The field whose sum counts, not the number of documents. */
  sum: string | undefined;
  note: string | undefined;
}

/** What of the measure can be split so that its parts add up. */
function countedDocuments(measure: LogMeasure, beyond: number, rose: boolean): Counted {
  switch (measure.type) {
    case 'count':
      return { filter: undefined, sum: undefined, note: undefined };
    case 'rate':
      return {
        filter: condition(measure.of),
        sum: undefined,
        note: 'the documents that match the condition are compared',
      };
    case 'sum':
      return { filter: undefined, sum: measure.field, note: undefined };
    case 'cardinality':
      return { filter: undefined, sum: undefined, note: 'all documents are compared, not distinct values' };
    case 'avg':
    case 'percentile': {
      const side = rose ? 'gt' : 'lt';
      const word = rose ? 'above' : 'below';
      return {
        filter: { range: { [measure.field]: { [side]: beyond } } },
        sum: undefined,
        note: `documents with ${measure.field} ${word} ${beyond} are compared`,
      };
    }
  }
}

function stretch(
  query: ResolvedQuery,
  range: TimeRange,
  { filter, sum }: Counted,
): { filter: object; aggs?: object } {
  const within = { range: { [query.timeField]: { gte: range.from, lt: range.to, format: 'epoch_millis' } } };
  const filters = filter === undefined ? [within] : [within, filter];
  return {
    filter: { bool: { filter: filters } },
    ...(sum === undefined ? {} : { aggs: { sum: { sum: { field: sum } } } }),
  };
}

/** The documents of one signal: each split field has its value, or none. */
function ofSignal({ split }: ResolvedQuery, labels: Labels): object[] {
  return split.map(({ field, label }) => {
    const value = labels[label];
    return value === undefined ? { bool: { must_not: { exists: { field } } } } : { term: { [field]: value } };
  });
}

function valueOf({ doc_count, sum }: z.infer<typeof Count>): number {
  return sum === undefined ? doc_count : (sum.value ?? 0);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

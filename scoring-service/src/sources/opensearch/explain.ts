import type { Labels, LogMeasure } from '@lapwing/contract';
import { z } from 'zod';
import type { ChangeQuestion, ChangeSlices, TimeRange } from '../source.ts';
import type { OpenSearchClient } from './client.ts';
import type { CatalogField, FieldCatalog } from './field-catalog.ts';
import { SEARCH_OPTIONS } from './look.ts';
import { readWhole } from './read-page.ts';
import type { ResolvedQuery } from './resolve-query.ts';
import { condition, documentsQuery } from './search-body.ts';

/** Fields that are looked at: one search over two stretches bears as many. */
const FIELDS_MOST = 20;
/** Values of each that are compared: those that most documents of the louder stretch have. */
const VALUES_MOST = 30;
/** Types whose values are names, of which there are few enough to compare. */
const NAMES = new Set(['keyword', 'constant_keyword', 'ip', 'boolean']);

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

/** What the documents of two stretches differ in, by one search. Throws ServerFault. */
export async function explainDocuments(
  client: OpenSearchClient,
  query: ResolvedQuery,
  catalog: FieldCatalog,
  { labels, before, during, rose, beyond }: ChangeQuestion,
  signal: AbortSignal,
): Promise<ChangeSlices> {
  const all = candidates(catalog, query);
  const fields = all.slice(0, FIELDS_MOST);
  const counted = countedDocuments(query.measure, beyond, rose);
  const stretches = {
    before: stretch(query, before, counted),
    during: stretch(query, during, counted),
  };
  const louder = rose ? 'during' : 'before';
  const aggs = Object.fromEntries(
    fields.map(({ name }, i) => [
      `f${i}`,
      { terms: { field: name, size: VALUES_MOST, order: { [louder]: 'desc' } }, aggs: stretches },
    ]),
  );
  const whole = { from: Math.min(before.from, during.from), to: Math.max(before.to, during.to) };
  const body = {
    size: 0,
    track_total_hits: false,
    query: {
      bool: { filter: [documentsQuery(query.filter, query.timeField, whole), ...ofSignal(query, labels)] },
    },
    aggs: { ...stretches, ...aggs },
  };
  const answer = readWhole(
    await client.request(
      { method: 'POST', path: `/${encodeURIComponent(query.index)}/_search`, query: SEARCH_OPTIONS, body },
      signal,
    ),
    Answer,
  );
  const { before: totalBefore, during: totalDuring, ...byField } = answer.aggregations;
  const scale = (during.to - during.from) / (before.to - before.from);
  return {
    total: { before: scale * valueOf(totalBefore), during: valueOf(totalDuring) },
    dimensions: fields.map(({ name }, i) => ({
      label: name,
      slices: (byField[`f${i}`]?.buckets ?? []).map((bucket) => ({
        value: bucket.key_as_string ?? String(bucket.key),
        before: scale * valueOf(bucket.before),
        during: valueOf(bucket.during),
      })),
    })),
    notes: [
      ...(counted.note === undefined ? [] : [counted.note]),
      ...(all.length > fields.length
        ? [
            `${all.length - fields.length} more fields were not looked at: ${FIELDS_MOST} are compared at once`,
          ]
        : []),
    ],
  };
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

function stretch(query: ResolvedQuery, range: TimeRange, { filter, sum }: Counted): object {
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

/** Fields of names that the query does not split by; text stands by its keyword form, which is a field of its own. */
function candidates(catalog: FieldCatalog, { split, timeField }: ResolvedQuery): CatalogField[] {
  const taken = new Set([timeField, ...split.map(({ field }) => field)]);
  return [...catalog.values()]
    .filter(
      ({ name, types, aggregatable }) =>
        aggregatable && !taken.has(name) && types.every((type) => NAMES.has(type)),
    )
    .sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
}

function valueOf({ doc_count, sum }: z.infer<typeof Count>): number {
  return sum === undefined ? doc_count : (sum.value ?? 0);
}

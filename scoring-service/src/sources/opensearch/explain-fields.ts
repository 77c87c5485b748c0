import { z } from 'zod';
import type { TimeRange } from '../source.ts';
import { isWhole, type CatalogField, type FieldCatalog } from './field-catalog.ts';
import type { ResolvedQuery } from './resolve-query.ts';
import { readWhole } from './read-page.ts';

/** Fields of which values are compared: one search over two stretches bears as many. */
const FIELDS_MOST = 20;
/** Fields that are looked at for how they are filled; the shortest names, which stand nearest to the top. */
const CANDIDATES_MOST = 100;
/** Documents of each shard and stretch that the choice rests on. */
const SAMPLED_DOCUMENTS = 1_000;
/** Types whose values are names, of which there are few enough to compare. */
const NAMES = new Set(['keyword', 'constant_keyword', 'ip', 'boolean']);
/** Numbers of which there are no more than this are names, too: statuses, ports, versions. */
const NUMBERS_MOST = 50;
/** More different values than this share of the documents that have one: they name single things. */
const SINGLE_SHARE = 0.5;
/** So many values are never too many, however few documents there are. */
const FEW_VALUES = 3;
/** What all documents have alike says something only if it was otherwise before: such fields come last. */
const ALIKE_WEIGHT = 0.1;

const Sampled = z.object({ sample: z.object({ doc_count: z.number() }).catchall(z.unknown()) });
const Answer = z.object({ aggregations: z.object({ before: Sampled, during: Sampled }) });
const Value = z.object({ value: z.number() });

/** Asks for aggregations of the documents of the signal over both stretches. */
export type Ask = (aggs: object) => Promise<unknown>;

/**
 * The fields worth comparing: those that most documents fill, with more values than one and fewer than there are documents. By
 * one search over a sample. Throws ServerFault.
 */
export async function chooseExplaining(
  catalog: FieldCatalog,
  query: ResolvedQuery,
  stretches: Readonly<Record<'before' | 'during', TimeRange>>,
  ask: Ask,
): Promise<{ fields: string[]; notes: string[] }> {
  const all = candidates(catalog, query);
  const looked = all.slice(0, CANDIDATES_MOST);
  const notes = [];
  if (all.length > looked.length) notes.push(`${all.length - looked.length} more fields were not looked at`);
  if (looked.length === 0) return { fields: [], notes };
  const counts = Object.fromEntries(
    looked.flatMap(({ name: field }, i) => [
      [`n${i}`, { value_count: { field } }],
      [`d${i}`, { cardinality: { field } }],
    ]),
  );
  const sample = { sampler: { shard_size: SAMPLED_DOCUMENTS }, aggs: counts };
  const side = ({ from, to }: TimeRange): object => ({
    filter: { range: { [query.timeField]: { gte: from, lt: to, format: 'epoch_millis' } } },
    aggs: { sample },
  });
  const answer = readWhole(
    await ask({ before: side(stretches.before), during: side(stretches.during) }),
    Answer,
  );
  const sides = [answer.aggregations.before.sample, answer.aggregations.during.sample];
  const judged = looked.map((field, i) => {
    const [filled, different] = ['n', 'd'].map((what) =>
      sides.map((one) => Value.safeParse(one[`${what}${i}`]).data?.value ?? 0),
    );
    return {
      field,
      worth: worthOf(
        field,
        sides.map(({ doc_count }) => doc_count),
        filled,
        different,
      ),
    };
  });
  const worthy = judged.filter(({ worth }) => worth > 0).sort((a, b) => b.worth - a.worth);
  if (worthy.length > FIELDS_MOST) {
    notes.push(`${worthy.length - FIELDS_MOST} more fields were not compared: ${FIELDS_MOST} are at once`);
  }
  return { fields: worthy.slice(0, FIELDS_MOST).map(({ field }) => field.name), notes };
}

/** 0 for a field that explains nothing; otherwise the share of the documents that have it. */
function worthOf(
  field: CatalogField,
  documents: readonly number[],
  filled: readonly number[],
  different: readonly number[],
): number {
  const values = Math.max(...different);
  const single = filled.every((n, i) => different[i] > Math.max(FEW_VALUES, SINGLE_SHARE * n));
  if (values === 0 || single || (isWhole(field) && values > NUMBERS_MOST)) return 0;
  const share = Math.max(...filled.map((n, i) => n / Math.max(1, documents[i])));
  return Math.min(1, share) * (values === 1 ? ALIKE_WEIGHT : 1);
}

/** Fields of names that the query does not split by; text stands by its keyword form, which is a field of its own. */
function candidates(catalog: FieldCatalog, { split, timeField }: ResolvedQuery): CatalogField[] {
  const taken = new Set([timeField, ...split.map(({ field }) => field)]);
  const isName = (field: CatalogField): boolean =>
    isWhole(field) || field.types.every((type) => NAMES.has(type));
  return [...catalog.values()]
    .filter((field) => field.aggregatable && !taken.has(field.name) && isName(field))
    .sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
}

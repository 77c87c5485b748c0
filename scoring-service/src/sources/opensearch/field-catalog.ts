import { z } from 'zod';

const Capability = z.object({
  type: z.string(),
  aggregatable: z.boolean(),
  metadata_field: z.boolean().optional(),
});
export const FieldCapsAnswer = z.object({
  indices: z.union([z.string(), z.array(z.string())]).optional(),
  fields: z.record(z.string(), z.record(z.string(), Capability)),
});
export type FieldCapsAnswer = z.infer<typeof FieldCapsAnswer>;

/** What may be done with a field; one that is mapped differently among the indices can do what it can in all of them. */
export interface CatalogField {
  name: string;
  types: string[];
  aggregatable: boolean;
}
export type FieldCatalog = ReadonlyMap<string, CatalogField>;

const DATES = new Set(['date', 'date_nanos']);
const NUMBERS = new Set([
  ...['long', 'integer', 'short', 'byte', 'double', 'float', 'half_float', 'scaled_float', 'unsigned_long'],
]);
/** Types that hold other fields and no value of their own. */
const CONTAINERS = new Set(['object', 'nested']);

export const isDate = (field: CatalogField): boolean => field.types.every((type) => DATES.has(type));
export const isNumber = (field: CatalogField): boolean => field.types.every((type) => NUMBERS.has(type));

const WHOLE = new Set(['long', 'integer', 'short', 'byte', 'unsigned_long']);
export const isWhole = (field: CatalogField): boolean => field.types.every((type) => WHOLE.has(type));

/** The fields of an index pattern, from the answer to `GET /{index}/_field_caps?fields=*`. */
export function fieldCatalog(answer: FieldCapsAnswer): FieldCatalog {
  const catalog = new Map<string, CatalogField>();
  for (const [name, byType] of Object.entries(answer.fields)) {
    const kinds = Object.entries(byType).filter(([type]) => type !== 'unmapped');
    if (name.startsWith('_') || kinds.length === 0 || kinds.some(([, { metadata_field }]) => metadata_field))
      continue;
    const types = kinds.map(([type]) => type);
    if (types.every((type) => CONTAINERS.has(type))) continue;
    catalog.set(name, { name, types, aggregatable: kinds.every(([, { aggregatable }]) => aggregatable) });
  }
  return catalog;
}

/** Sub-field names that dynamic mappings and templates give the untouched text. */
const KEYWORD_SUBFIELDS = ['keyword', 'raw', 'not_analyzed'];

/** The field itself when it can be aggregated, else its keyword sub-field, else nothing. */
export function aggregatableForm(catalog: FieldCatalog, name: string): CatalogField | undefined {
  const field = catalog.get(name);
  if (!field || field.aggregatable) return field;
  for (const suffix of KEYWORD_SUBFIELDS) {
    const sub = catalog.get(`${name}.${suffix}`);
    if (sub?.aggregatable) return sub;
  }
  return undefined;
}

/** True when `name` lies inside a `flat_object` field, whose members no catalog lists, yet which can be aggregated. */
export function insideFlatObject(catalog: FieldCatalog, name: string): boolean {
  const parts = name.split('.');
  return parts.some(
    (_, i) => catalog.get(parts.slice(0, i).join('.'))?.types.includes('flat_object') ?? false,
  );
}

const SUGGESTIONS = 5;

/** Fields of the catalog that a person may have meant by `name`: those that share its last part, or contain it. */
export function similarFields(catalog: FieldCatalog, name: string): string[] {
  const wanted = name.toLowerCase();
  const last = wanted.split(/[.@/]/).at(-1) ?? wanted;
  return [...catalog.keys()]
    .filter((one) => !KEYWORD_SUBFIELDS.some((suffix) => one.endsWith(`.${suffix}`)))
    .filter((one) => one.toLowerCase().includes(last) || wanted.includes(one.toLowerCase()))
    .slice(0, SUGGESTIONS);
}

import { z } from 'zod';

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema | JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

/** Keys that the schema knows at `path` of its input; of alternatives, those of all of them. */
export function allowedKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  let here: JsonSchema[] = alternatives(json as JsonSchema);
  for (const key of path) here = here.flatMap((one) => under(one, key)).flatMap(alternatives);
  return [...new Set(here.flatMap((one) => Object.keys(one.properties ?? {})))];
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? []);
  return [schema, ...parts.flatMap(alternatives)];
}

function under(schema: JsonSchema, key: PropertyKey): JsonSchema[] {
  if (typeof key === 'number') return schema.items === undefined ? [] : [schema.items].flat();
  const known = schema.properties?.[String(key)];
  if (known !== undefined) return [known];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
}

/** A name this far from a known one is another name, not a slip. */
const FARTHEST = 3;

/** The known name that `name` was most likely meant to be. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const most = Math.min(FARTHEST, Math.ceil(name.length / 2));
  return best !== undefined && best.distance <= most ? best.candidate : undefined;
}

/** Edits that turn one word into the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}

import { z } from 'zod';

/** What a document must have, or must not: one of some values in a field. */
export interface Condition {
  field: string;
  values: readonly string[];
  negated: boolean;
}

/** What a query asks of a document, as far as it can be told from its text. */
export interface Conditions {
  known: Condition[];
  /** Parts that nothing is known of: ranges, scripts, words without a field. */
  unknown: number;
}

const Dsl = z.record(z.string(), z.unknown());
const Value = z.union([z.string(), z.number(), z.boolean()]);

/** Conditions of a query string (`level:ERROR AND service:cart`) or of an OpenSearch query object; all must hold. */
export function conditionsOf(query: unknown): Conditions {
  if (query === undefined || query === null || query === '') return { known: [], unknown: 0 };
  if (typeof query === 'string') return ofQueryString(query);
  const dsl = Dsl.safeParse(query);
  return dsl.success ? together(Object.entries(dsl.data).map(ofClause)) : { known: [], unknown: 1 };
}

function ofClause([name, body]: [string, unknown]): Conditions {
  switch (name) {
    case 'match_all':
    case 'minimum_should_match':
    case 'adjust_pure_negative':
    case 'boost':
      return { known: [], unknown: 0 };
    case 'bool':
      return ofBool(body);
    case 'match':
    case 'match_phrase':
    case 'term':
    case 'terms':
      return ofFields(body);
    case 'query_string':
    case 'simple_query_string': {
      const text = z.object({ query: z.string() }).safeParse(body);
      return text.success ? ofQueryString(text.data.query) : { known: [], unknown: 1 };
    }
    case 'multi_match':
    case 'exists':
    case 'range':
    default:
      return { known: [], unknown: 1 };
  }
}

const Bool = z.object({
  must: z.unknown().optional(),
  filter: z.unknown().optional(),
  must_not: z.unknown().optional(),
  should: z.unknown().optional(),
});

function ofBool(body: unknown): Conditions {
  const bool = Bool.safeParse(body);
  if (!bool.success) return { known: [], unknown: 1 };
  const { must, filter, must_not: mustNot, should } = bool.data;
  return together([
    ...list(must).map(conditionsOf),
    ...list(filter).map(conditionsOf),
    ...list(mustNot).map((part) => negated(conditionsOf(part))),
    oneOf(list(should).map(conditionsOf)),
  ]);
}

/** Of several possibilities something is known only where all of them speak of one field. */
function oneOf(possibilities: Conditions[]): Conditions {
  if (possibilities.length <= 1) return possibilities[0] ?? { known: [], unknown: 0 };
  const all = possibilities.map(({ known, unknown }) =>
    unknown === 0 && known.length === 1 ? known[0] : undefined,
  );
  const [first] = all;
  if (first === undefined) return { known: [], unknown: 1 };
  const values: string[] = [];
  for (const one of all) {
    if (one === undefined || one.field !== first.field || one.negated) return { known: [], unknown: 1 };
    values.push(...one.values);
  }
  return { known: [{ ...first, values }], unknown: 0 };
}

/** "Not (a and b)" says nothing of a alone. */
function negated({ known, unknown }: Conditions): Conditions {
  const [one] = known;
  if (unknown > 0 || known.length !== 1 || one === undefined) return { known: [], unknown: 1 };
  return { known: [{ ...one, negated: !one.negated }], unknown: 0 };
}

function ofFields(body: unknown): Conditions {
  const fields = Dsl.safeParse(body);
  if (!fields.success) return { known: [], unknown: 1 };
  return together(
    Object.entries(fields.data)
      .filter(([field]) => field !== 'boost' && field !== '_name')
      .map(([field, asked]) => {
        const values = valuesOf(asked);
        return values === undefined
          ? { known: [], unknown: 1 }
          : { known: [{ field, values, negated: false }], unknown: 0 };
      }),
  );
}

function valuesOf(asked: unknown): string[] | undefined {
  const plain = Value.safeParse(asked);
  if (plain.success) return [String(plain.data)];
  const several = z.array(Value).safeParse(asked);
  if (several.success) return several.data.map(String);
  const inside = z.object({ query: Value.optional(), value: Value.optional() }).safeParse(asked);
  const one = inside.data?.query ?? inside.data?.value;
  return one === undefined ? undefined : [String(one)];
}

/** `field:value`, `field:(a OR b)`, joined by AND, each perhaps with NOT before it; in any case. All else is unknown. */
function ofQueryString(text: string): Conditions {
  const parts = text.split(/\s+and\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/i);
  return together(parts.map(ofPart));
}

const PART = /^(not\s+|-)?([\w.@/-]+)\s*:\s*(?:"((?:[^"\\]|\\.)*)"|\(([^()]*)\)|([^\s():"*?~<>[\]{}^]+))$/i;

function ofPart(part: string): Conditions {
  const bare = part.trim();
  if (bare === '' || bare === '*' || bare === '*:*') return { known: [], unknown: 0 };
  const found = PART.exec(bare);
  const field = found?.[2];
  if (found === null || field === undefined) return { known: [], unknown: 1 };
  const [, not, , quoted, several, word] = found;
  const values =
    quoted !== undefined
      ? [quoted.replaceAll(/\\(.)/g, '$1')]
      : word !== undefined
        ? [word]
        : (several ?? '').split(/\s+or\s+|\s*\|\|\s*/i).map((one) => one.trim().replaceAll(/^"|"$/g, ''));
  if (values.some((value) => value === '' || (/[\s*?]/.test(value) && quoted === undefined))) {
    return { known: [], unknown: 1 };
  }
  return { known: [{ field, values, negated: not !== undefined }], unknown: 0 };
}

function together(all: Conditions[]): Conditions {
  return {
    known: all.flatMap(({ known }) => known),
    unknown: all.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

function list(part: unknown): unknown[] {
  return part === undefined ? [] : Array.isArray(part) ? part : [part];
}

import { z } from 'zod';

/** Query parameters arrive as strings, a repeated one as an array of strings: these schemas read them. */

/** `?severity=HIGH&severity=CRITICAL` and `?severity=HIGH,CRITICAL` both mean a list. */
export function queryList<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .union([z.string(), z.array(z.string())], { error: 'must be text' })
    .transform((value) => [value].flat().flatMap((part) => part.split(',')))
    .pipe(z.array(item).min(1).max(100));
}

/** A whole number from `least` to `most`. */
export function queryInteger(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(z.number().int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, maximum: most });
}

export const queryFlag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta({ type: 'boolean' });

const LONGEST_PAIR = 1200;
const LabelPair = z
  .string()
  .max(LONGEST_PAIR)
  .regex(/^[^=]+=/, 'must be a label and its value, joined by =: service=checkout');

/** `?label=service=checkout&label=metric=errors`: every one of them must be there. */
export const queryLabels = z
  .union([LabelPair, z.array(LabelPair).max(32)], { error: unionError })
  .transform((value) => Object.fromEntries([value].flat().map(split)))
  .meta({ type: 'array', items: { type: 'string' }, example: ['service=checkout'] });

function unionError(): string {
  return 'must be a label and its value, joined by =: service=checkout';
}
function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Cursors are opaque: what an earlier page gave as `next`. */
const LONGEST_CURSOR = 1000;
const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 1000;

export const paging = {
  limit: queryInteger(1, LARGEST_PAGE)
    .optional()
    .meta({ description: `items a page, ${DEFAULT_PAGE} unless told` }),
  cursor: z.string().min(1).max(LONGEST_CURSOR).optional().meta({ description: '`next` of the page before' }),
};

/** The page that a parsed query asks for. */
export function pageOf(query: { limit?: number | undefined; cursor?: string | undefined }): {
  limit: number;
  cursor?: string;
} {
  const limit = query.limit ?? DEFAULT_PAGE;
  return query.cursor === undefined ? { limit } : { limit, cursor: query.cursor };
}

/** A page of `item`s; `next` is null on the last one. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
}

/** The whole of a short list. */
export function listSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int() });
}

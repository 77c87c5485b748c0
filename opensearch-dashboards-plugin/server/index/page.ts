import { pageOf } from '@lapwing/contract';
import { Refusal } from '../backend/refusal.ts';

/** OpenSearch pages no further than this by counting. */
const FARTHEST = 10_000;

/** A page of a search. The cursor is how many came before. */
export function pageSpan(query: { limit?: number | undefined; cursor?: string | undefined }): {
  from: number;
  size: number;
} {
  const { limit, cursor } = pageOf(query);
  const from = Number(cursor ?? 0);
  if (!Number.isInteger(from) || from < 0) {
    throw new Refusal(
      'BAD_REQUEST',
      'the cursor is none of ours',
      'cursor',
      'take `next` of the page before',
    );
  }
  if (from + limit > FARTHEST) {
    const hint = 'choose a shorter time range or more filters';
    throw new Refusal('BAD_REQUEST', `only the first ${FARTHEST} can be paged through`, 'cursor', hint);
  }
  return { from, size: limit };
}

/** The answer of a list: its items, where the next page begins, and how many there are. */
export function pageAnswer<T>(
  items: T[],
  total: number,
  { from, size }: { from: number; size: number },
): { items: T[]; next: string | null; total: number } {
  const end = from + size;
  return { items, next: end < total && end + size <= FARTHEST ? String(end) : null, total };
}

/** What overlaps [start_time, end_time): began before its end, and had not ended before its start. */
export function overlapping(
  { start_time: start, end_time: end }: { start_time?: number | undefined; end_time?: number | undefined },
  now: number,
): object[] {
  if (start !== undefined && start >= (end ?? now)) {
    const hint = 'let start_time be earlier';
    throw new Refusal('BAD_TIME', 'the range of time ends before it begins', 'start_time', hint);
  }
  return [
    ...(end === undefined ? [] : [{ range: { start: { lt: end, format: 'epoch_millis' } } }]),
    ...(start === undefined
      ? []
      : [
          {
            bool: {
              should: [
                { range: { end: { gte: start, format: 'epoch_millis' } } },
                { bool: { must_not: { exists: { field: 'end' } } } },
              ],
            },
          },
        ]),
  ];
}

/** A filter by one of several values; none when nothing was asked for. */
export function oneOf(field: string, values: string | readonly string[] | undefined): object[] {
  return values === undefined ? [] : [{ terms: { [field]: [values].flat() } }];
}

import { z } from 'zod';
import { LATEST_MOMENT, Moment } from './words.ts';

/** [moment, value] pairs as they are sent, and as they are read: epoch ms, null a missing reading. */
type SentPoint = [z.input<typeof Moment>, number | null];
type ReadPoint = [number, number | null];

/** The very pattern that `Moment` holds ISO 8601 to. */
const ISO_MOMENT = z.core.regexes.datetime({ offset: true });

const Point = z.tuple([Moment, z.number().nullable().meta({ description: 'null is a missing reading' })]);

const MOST_POINTS_A_SERIES = 100_000;
/** A person mends the first few; a million would not fit an answer. */
const MOST_FAULTS = 20;

/** What `Points` says, in zod's own words: several times slower, and what the tests hold `Points` to. */
export const SlowPoints = z.array(Point).min(1).max(MOST_POINTS_A_SERIES);

/**
 * The points of a series. A backfill holds a million of them, so that usual pairs are looked at by hand; every other pair
 * goes through the schema of one point. Takes and refuses exactly what `SlowPoints` does.
 */
export const Points = z
  .custom<SentPoint[]>((sent) => Array.isArray(sent), {
    error: ({ input }) =>
      input === undefined ? 'is missing' : 'must be an array of [timestamp, value] pairs',
  })
  .transform((sent, context): ReadPoint[] => {
    const length = lengthFault(sent.length);
    if (length !== undefined) {
      context.addIssue(length);
      return z.NEVER;
    }
    const read: ReadPoint[] = [];
    for (let i = 0; i < sent.length && context.issues.length < MOST_FAULTS; i++) {
      const plain = plainPoint(sent[i]);
      if (plain !== undefined) {
        read.push(plain);
        continue;
      }
      const parsed = Point.safeParse(sent[i]);
      if (parsed.success) read.push(parsed.data);
      for (const { message, path } of parsed.error?.issues ?? []) {
        context.addIssue({ code: 'custom', message, path: [i, ...path] });
      }
    }
    return read;
  })
  .meta({
    type: 'array',
    description: '[timestamp, value] pairs; timestamps as elsewhere, null is a missing reading',
    items: {
      type: 'array',
      minItems: 2,
      maxItems: 2,
      prefixItems: [{ type: ['string', 'integer'] }, { type: ['number', 'null'] }],
    },
    minItems: 1,
    maxItems: MOST_POINTS_A_SERIES,
    example: [[1_795_348_800_000, 12.5]],
  });

/** The point as it is read, if it is a pair of a usual moment and a number or null. */
function plainPoint(sent: unknown): ReadPoint | undefined {
  if (!Array.isArray(sent) || sent.length !== 2) return undefined;
  const [moment, value] = sent as unknown[];
  if (value !== null && !(typeof value === 'number' && Number.isFinite(value))) return undefined;
  if (typeof moment === 'string') {
    if (!ISO_MOMENT.test(moment)) return undefined;
    const time = Date.parse(moment);
    return isTime(time) ? [time, value] : undefined;
  }
  // The pair as it came: a million new ones would cost more than looking at them.
  return typeof moment === 'number' && isTime(moment) ? (sent as ReadPoint) : undefined;
}

function isTime(time: number): boolean {
  return Number.isSafeInteger(time) && time >= 0 && time <= LATEST_MOMENT;
}

function lengthFault(length: number): string | undefined {
  if (length === 0) return 'must hold one point or more';
  return length > MOST_POINTS_A_SERIES ? `must hold ${MOST_POINTS_A_SERIES} points or fewer` : undefined;
}

import { z } from 'zod';

/** What a signal's readings are made of. */
export const SignalKind = z.enum(['metric', 'log', 'trace']);
export type SignalKind = z.infer<typeof SignalKind>;

/** Which way a reading may stray before it counts. */
export const Direction = z.enum(['both', 'up', 'down']);
export type Direction = z.infer<typeof Direction>;

/** The bands of a score, mildest first. */
export const Severity = z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
export type Severity = z.infer<typeof Severity>;

/** Lowest score of each band, in decibans: 30 is once in a thousand ordinary readings, 50 once in 100,000. */
export const SEVERITY_FROM: Readonly<Record<Severity, number>> = {
  LOW: 30,
  MEDIUM: 40,
  HIGH: 50,
  CRITICAL: 70,
};

/** The band that `score` (decibans, 0 to 100) lies in; undefined below LOW. */
export function severityOf(score: number): Severity | undefined {
  if (score >= SEVERITY_FROM.CRITICAL) return 'CRITICAL';
  if (score >= SEVERITY_FROM.HIGH) return 'HIGH';
  if (score >= SEVERITY_FROM.MEDIUM) return 'MEDIUM';
  return score >= SEVERITY_FROM.LOW ? 'LOW' : undefined;
}

export const Role = z.enum(['viewer', 'editor', 'admin']);
export type Role = z.infer<typeof Role>;

/** A length of time as people write it: `30s`, `1m`, `12h`, `14d`, `2w`. */
export const Duration = z
  .string()
  .regex(
    /^[1-9]\d{0,6}(s|m|h|d|w)$/,
    'must be a whole number above 0 and a unit, one of s, m, h, d, w: 30s, 1m, 14d',
  )
  .meta({ description: 'A length of time: 30s, 1m, 12h, 14d', example: '1m' });
export type Duration = z.infer<typeof Duration>;

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Seconds in a duration that `Duration` accepted. */
export function durationSeconds(duration: Duration): number {
  const unit = duration.slice(-1);
  return Number(duration.slice(0, -1)) * SECONDS[unit as keyof typeof SECONDS];
}

/** The last moment that a JavaScript Date can hold, epoch milliseconds. */
export const LATEST_MOMENT = 8_640_000_000_000_000;

/** A moment: ISO 8601 with an offset (or `Z`), or epoch milliseconds. Parsed to epoch milliseconds. */
export const Moment = z
  .union([z.iso.datetime({ offset: true }), z.number(), z.string().regex(/^\d{10,14}$/)], {
    error: 'must be ISO 8601 with an offset, or epoch milliseconds',
  })
  .transform((value) => {
    if (typeof value === 'number') return value;
    return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  })
  .pipe(z.number().int().nonnegative().max(LATEST_MOMENT))
  .meta({ description: 'ISO 8601 with an offset, or epoch milliseconds', example: '2026-11-22T12:00:00Z' });

/** Labels name a signal: `service`, `metric`, `host`, … Both sides are plain text. */
export const Labels = z
  .record(z.string().min(1).max(128), z.string().max(1024))
  .refine((labels) => Object.keys(labels).length <= 32, 'at most 32 labels');
export type Labels = z.infer<typeof Labels>;

import { z } from 'zod';
import { Labels } from './words.ts';

/** Why an anomaly was or was not told, or what would have opened and did not: the rules that can change it. */
export const SuppressionRule = z.enum(['window', 'smallest_effect', 'ignored', 'recurring', 'feedback']);
export type SuppressionRule = z.infer<typeof SuppressionRule>;

/** One rule that had a say in whether an anomaly became an alert. */
export const TraceEntry = z.object({
  rule: SuppressionRule,
  effect: z.string().meta({ description: 'what it changed', example: 'needs 10 decibans more' }),
  detail: z.string().meta({ description: 'which rule of that kind, and why it applies' }),
});
export type TraceEntry = z.infer<typeof TraceEntry>;

/** A name of the IANA time zone database, as this machine's own data knows it. */
export const TimeZone = z.string().refine(isTimeZone, {
  error: 'is not a time zone: must be a name of the IANA database, e.g. Europe/Berlin or UTC',
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +02:00 are taken too, but know no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

/** A time on the clock: `02:00`; `24:00` is the end of a day. */
const ClockTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time as HH:MM, quoted: "02:00"');

/**
 * What holds inside a window. `maintenance`: nothing opens, and the models see a gap, so that they do not learn the
 * outage. `no_alerts`: anomalies are recorded and nobody is told. `quieter`: an alert needs `by` decibans more.
 */
export const WindowEffect = z.enum(['maintenance', 'no_alerts', 'quieter']);
export type WindowEffect = z.infer<typeof WindowEffect>;

const DEFAULT_QUIETER_BY = 20;
const common = {
  name: z.string().min(1).max(200).optional().meta({ description: 'told in traces' }),
  labels: Labels.default({}).meta({ description: 'signals that have these labels; all when empty' }),
  effect: WindowEffect.default('maintenance'),
  by: z
    .number()
    .positive()
    .max(100)
    .default(DEFAULT_QUIETER_BY)
    .meta({ description: 'decibans, for `quieter`: 20 is a hundred times rarer' }),
};

const WindowMoment = z.iso.datetime({
  offset: true,
  error: 'must be a moment with its offset, e.g. 2026-11-22T12:00:00Z',
});

const OnceWindow = z
  .strictObject({ type: z.literal('once'), ...common, from: WindowMoment, to: WindowMoment })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be later than from: the window ends before it begins',
  });
const WeeklyWindow = z
  .strictObject({
    type: z.literal('weekly'),
    ...common,
    days: z
      .array(Weekday)
      .min(1)
      .default([...Weekday.options])
      .meta({ description: 'every day when absent' }),
    start: ClockTime,
    end: ClockTime.meta({ description: 'not included; before `start`, it is on the day after' }),
    time_zone: TimeZone.default('UTC'),
  })
  .refine(({ start, end }) => start !== end, {
    path: ['end'],
    message: 'must differ from start; a whole day is "00:00" to "24:00"',
  });
const CalendarWindow = z.strictObject({
  type: z.literal('calendar'),
  ...common,
  calendar: z.string().min(1).max(63).meta({ description: 'a calendar of the service, by its name' }),
});

/** A stretch of time that is known to be unlike others. */
export const SuppressionWindow = z.discriminatedUnion('type', [OnceWindow, WeeklyWindow, CalendarWindow]);
export type SuppressionWindow = z.infer<typeof SuppressionWindow>;

/** What keeps a strange reading from becoming an anomaly, or an anomaly from becoming an alert. */
export const Suppression = z.strictObject({
  smallest_effect: z
    .strictObject({
      absolute: z.number().positive().optional(),
      relative: z
        .number()
        .positive()
        .optional()
        .meta({ description: 'share of the expected value: 0.2 is a fifth' }),
    })
    .refine((effect) => effect.absolute !== undefined || effect.relative !== undefined, {
      message: 'must have absolute, relative, or both',
    })
    .optional()
    .meta({ description: 'how far from the expected value a reading must be to matter; all that are given' }),
  ignore: z
    .array(Labels.refine((labels) => Object.keys(labels).length > 0, 'must name a label'))
    .max(100)
    .default([])
    .meta({ description: 'signals with these labels are scored and never open an anomaly' }),
  windows: z.array(SuppressionWindow).max(100).default([]),
  learn_recurring: z.boolean().default(true).meta({
    description:
      'whether a peak that came at the same time three days, or three weeks, running becomes quieter',
  }),
});
export type Suppression = z.infer<typeof Suppression>;

const MOST_FALSE_ALERTS = 100_000;
/**
 * One false alert a week of each detector: a person on call for a week with ten detectors meets one or two a day, which
 * is about what the Site Reliability Engineering book (Beyer et al. 2016, ch. 11) calls bearable for a shift.
 */
const DEFAULT_FALSE_ALERTS = 1;

/** How many alerts a detector may raise for nothing. */
export const AlertBudget = z.strictObject({
  per: z.enum(['day', 'week', 'month']).default('week').meta({ description: 'a month is 30 days' }),
  false_alerts: z.number().positive().max(MOST_FALSE_ALERTS).default(DEFAULT_FALSE_ALERTS),
});
export type AlertBudget = z.infer<typeof AlertBudget>;

const A_WEEK = { day: 7, week: 1, month: 7 / 30 } as const;

/** The budget in false alerts a week. */
export function falseAlertsAWeek({ per, false_alerts }: AlertBudget): number {
  return false_alerts * A_WEEK[per];
}

/** How a detector's alerts stand: `GET /api/v1/detectors/:id/alerting`. */
export const Alerting = z.object({
  detector_id: z.string(),
  budget: AlertBudget,
  threshold_score: z.number().nullable().meta({
    description: 'what a peak must reach now to be an alert; null while the detector has not begun',
  }),
  expected_false_alerts_a_week: z.number().nullable().meta({ description: 'at that threshold' }),
  raised_7d: z.number().int().meta({ description: 'anomalies of the last week that were alerts' }),
  raised_groups_7d: z.number().int().meta({ description: 'the same, with those told together counted once' }),
  withheld_7d: z.number().int().meta({ description: 'anomalies of the last week that were not' }),
  suppressed_7d: z
    .object({ ignored: z.number().int(), smallest_effect: z.number().int() })
    .meta({ description: 'what would have opened an anomaly and did not, by rule' }),
});
export type Alerting = z.infer<typeof Alerting>;

import { z } from 'zod';
import { SeverityCounts } from './analytics.ts';
import { Anomaly } from './anomaly.ts';
import { Detector } from './detector.ts';
import { ErrorCode } from './errors.ts';
import { ScoreSeries, Signal } from './signal.ts';
import { Duration, Moment } from './words.ts';

const FEWEST_POINTS = 2;
/** A row a pixel of a wide screen; the worst reading of each is kept, with the range of the rest. */
const MOST_POINTS = 4_000;

/** What to try: a detector that is kept, or one as `POST /detectors/validate` takes it; over which stretch of the past. */
export const BacktestRequest = z
  .strictObject({
    detector_id: z.string().min(1).max(200).optional(),
    detector: Detector.optional(),
    from: Moment.optional().meta({
      description:
        'readings from here on are judged, by a detector that was saved at this moment. Unless told, all that a new detector would score',
    }),
    until: Moment.optional().meta({
      description: 'not included; up to the newest closed interval unless told',
    }),
    learn: Duration.optional().meta({
      description:
        'how long before `from` it learns. Unless told, as a new detector does: its `history`, or all that the source holds',
    }),
    points: z.number().int().min(FEWEST_POINTS).max(MOST_POINTS).default(720).meta({
      description: 'rows of a chart at most',
    }),
  })
  .refine(({ detector, detector_id }) => (detector === undefined) !== (detector_id === undefined), {
    path: ['detector_id'],
    message: 'either `detector_id` or `detector` must be there, and not both',
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    message: 'must be later than from',
  })
  .refine(({ from, learn }) => learn === undefined || from !== undefined, {
    path: ['learn'],
    message: 'needs `from`: it is the time before that',
  });
export type BacktestRequest = z.infer<typeof BacktestRequest>;

const aWeek = z.number().nonnegative();

/** What there would be from a score on: the row that a slider stands at. */
export const BacktestThreshold = z.object({
  score: z.number().int().meta({ description: 'decibans; 30 is LOW, 40 MEDIUM, 50 HIGH, 70 CRITICAL' }),
  anomalies: z.number().int().meta({ description: 'with this score or a higher one at their peak' }),
  a_week: aWeek,
});
export type BacktestThreshold = z.infer<typeof BacktestThreshold>;

/** What alerts would come of a budget. */
export const BacktestBudget = z.object({
  false_alerts_a_week: z.number().positive().meta({ description: 'the budget' }),
  own: z.boolean().meta({ description: "whether it is the detector's own" }),
  alerts: z.number().int(),
  groups: z
    .number()
    .int()
    .meta({ description: 'the same, with those told together counted once, as the budget counts them' }),
  groups_a_week: aWeek,
});
export type BacktestBudget = z.infer<typeof BacktestBudget>;

/** A signal that was scored, worst first. */
export const BacktestSignal = z.object({
  signal: Signal,
  readings: z.number().int(),
  anomalies: z.number().int(),
  highest_score: z.number(),
  charted: z.boolean().meta({ description: 'whether `…/signals/:id` has its chart' }),
});
export type BacktestSignal = z.infer<typeof BacktestSignal>;

export const BacktestResult = z.object({
  detector: Detector,
  learned_from: z.iso.datetime().meta({ description: 'the first interval that taught the models' }),
  from: z.iso.datetime().meta({ description: 'the first interval that is judged' }),
  until: z.iso.datetime().meta({ description: 'not included' }),
  weeks: z.number().positive(),
  readings: z.number().int().meta({ description: 'that were judged' }),
  alerts: z.object({ total: z.number().int(), a_week: aWeek }).meta({
    description: 'anomalies that somebody would have been told of: those with `alert` = `raised`',
  }),
  budgets: z.array(BacktestBudget).meta({
    description: 'a row of alert budgets, smallest first: what a slider of the budget would show',
  }),
  thresholds: z.array(BacktestThreshold).meta({
    description: "from the detector's `open_at` up, a row a deciban: how often what is reached",
  }),
  days: z.array(z.object({ day: z.iso.date(), counts: SeverityCounts })).meta({
    description: 'anomalies by the day (UTC) they began on',
  }),
  anomalies: z.array(Anomaly).meta({ description: 'the worst thousand at most, in order of time' }),
  anomalies_total: z.number().int(),
  signals: z.array(BacktestSignal),
  charts: z.array(ScoreSeries).meta({ description: 'of the worst twenty signals' }),
  warnings: z.array(z.string()),
  seconds: z.object({ whole: z.number(), scoring: z.number() }).meta({
    description: 'how long it took: pulling and scoring; scoring alone',
  }),
});
export type BacktestResult = z.infer<typeof BacktestResult>;

export const BacktestStatus = z.enum(['running', 'done', 'failed']);

/** A backtest that runs, or ran a little while ago. */
export const Backtest = z.object({
  id: z.string(),
  status: BacktestStatus,
  progress: z.number().min(0).max(1),
  detector_id: z.string(),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  error: z.object({ code: ErrorCode, message: z.string(), where: z.string(), hint: z.string() }).nullable(),
});
export type Backtest = z.infer<typeof Backtest>;

/** With what came out of it, once it is done. */
export const BacktestEntry = Backtest.extend({ result: BacktestResult.nullable() });
export type BacktestEntry = z.infer<typeof BacktestEntry>;

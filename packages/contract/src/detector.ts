import { z } from 'zod';
import { AlertBudget, Suppression } from './suppression.ts';
import { Direction, Duration, Labels, Severity, SignalKind, durationSeconds } from './words.ts';

/** A condition on log documents: a query-string query, or an OpenSearch query object passed on as it is. */
export const LogFilter = z.union([z.string().min(1), z.record(z.string(), z.unknown())]);

export const LogMeasure = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('count') }),
  z.strictObject({
    type: z.literal('rate'),
    of: LogFilter.meta({ description: 'share of documents that match' }),
  }),
  z.strictObject({ type: z.literal('cardinality'), field: z.string().min(1) }),
  z.strictObject({ type: z.literal('sum'), field: z.string().min(1) }),
  z.strictObject({ type: z.literal('avg'), field: z.string().min(1) }),
  z.strictObject({
    type: z.literal('percentile'),
    field: z.string().min(1),
    percent: z.number().gt(0).lt(100),
  }),
]);
export type LogMeasure = z.infer<typeof LogMeasure>;

export const OpenSearchQuery = z.strictObject({
  type: z.literal('opensearch'),
  index: z.string().min(1).meta({ description: 'index, alias or pattern', example: 'logs-*' }),
  filter: LogFilter.optional(),
  split_by: z
    .array(z.string().min(1))
    .max(4)
    .default([])
    .meta({ description: 'fields; `service` stands for the detected service field' }),
  measure: LogMeasure,
  time_field: z.string().min(1).optional().meta({ description: 'detected when absent' }),
});
export const PrometheusQuery = z.strictObject({
  type: z.literal('prometheus'),
  expr: z.string().min(1).meta({ description: 'PromQL; each series of its result is one signal' }),
});
export const IngestQuery = z.strictObject({
  type: z.literal('ingest'),
  match: Labels.default({}).meta({ description: 'labels that a reading must have; all readings when empty' }),
});
export const CsvQuery = z.strictObject({
  type: z.literal('csv'),
  match: Labels.default({}).meta({ description: 'labels that a signal must have; all signals when empty' }),
});
/** What calls are counted by: a service's entries, one of its operations, or the way from a caller to a callee. */
const CallsBy = z.enum(['service', 'operation', 'edge']);
/** Calls a second; the share of them that failed, 0 to 1; durations in ms. */
export const CallMeasure = z.enum(['rate', 'errors', 'p50', 'p95', 'p99']);
const MOST_NAMES = 200;
export const TracesQuery = z.strictObject({
  type: z.literal('traces'),
  by: z
    .array(CallsBy)
    .min(1)
    .default([...CallsBy.options]),
  measures: z
    .array(CallMeasure)
    .min(1)
    .default([...CallMeasure.options]),
  services: z
    .array(z.string().min(1))
    .max(MOST_NAMES)
    .default([])
    .meta({ description: 'these alone, and the edges that begin or end at one of them; all when empty' }),
  operations: z
    .array(z.string().min(1))
    .max(MOST_NAMES)
    .default([])
    .meta({ description: 'of operations these alone; all when empty' }),
});
export const EntitiesQuery = z.strictObject({
  type: z.literal('entities'),
  detectors: z
    .array(z.string().min(1))
    .min(1)
    .max(20)
    .meta({ description: 'detectors whose signals are read together: of logs, metrics and traces' }),
  by: z
    .string()
    .min(1)
    .default('service')
    .meta({ description: 'signals that share this label are one entity' }),
  model: z
    .enum(['msif-lstm', 'ple-gru'])
    .meta({ description: 'msif-lstm: one surprise an entity; ple-gru: one a source of it' }),
});
/** More templates than a person reads of one service; what a program logs often is told by fewer. */
const DEFAULT_TEMPLATES = 100;
export const TemplatesQuery = z.strictObject({
  type: z.literal('templates'),
  index: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'index, alias or pattern of an OpenSearch; none for lines that programs send' }),
  filter: LogFilter.optional(),
  message_field: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'detected when absent, as the others are' }),
  level_field: z.string().min(1).optional(),
  service_field: z.string().min(1).optional(),
  trace_field: z.string().min(1).optional(),
  time_field: z.string().min(1).optional(),
  templates: z
    .number()
    .int()
    .positive()
    .max(1_000)
    .default(DEFAULT_TEMPLATES)
    .meta({ description: 'of a service with a signal of their own; the rest are "other"' }),
  learn: Duration.default('1h').meta({
    description: "how long a service's templates are learnt before one is told to be new",
  }),
});
export const BehaviourQuery = z.strictObject({
  type: z.literal('behaviour'),
  services: z
    .array(z.string().min(1))
    .max(MOST_NAMES)
    .default([])
    .meta({ description: 'these alone; all when empty' }),
});
export const DetectorQuery = z.discriminatedUnion('type', [
  OpenSearchQuery,
  PrometheusQuery,
  IngestQuery,
  CsvQuery,
  EntitiesQuery,
  TracesQuery,
  TemplatesQuery,
  BehaviourQuery,
]);
export type DetectorQuery = z.infer<typeof DetectorQuery>;
export type OpenSearchQuery = z.infer<typeof OpenSearchQuery>;
export type PrometheusQuery = z.infer<typeof PrometheusQuery>;
export type IngestQuery = z.infer<typeof IngestQuery>;
export type CsvQuery = z.infer<typeof CsvQuery>;
export type EntitiesQuery = z.infer<typeof EntitiesQuery>;
export type TracesQuery = z.infer<typeof TracesQuery>;
export type TemplatesQuery = z.infer<typeof TemplatesQuery>;
export type BehaviourQuery = z.infer<typeof BehaviourQuery>;
export type CallMeasure = z.infer<typeof CallMeasure>;

const SHORTEST_INTERVAL_SECONDS = 1;
const LONGEST_INTERVAL_SECONDS = 86_400;

/** A moment as text, kept as it was written. */
const DetectorMoment = z.iso.datetime({
  offset: true,
  error: 'must be a moment with its offset, e.g. 2026-11-22T12:00:00Z',
});

/** What to watch and how. Unknown keys are refused: a misspelt setting must not pass in silence. */
export const Detector = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes, 63 at most'),
    name: z.string().min(1).max(200),
    enabled: z.boolean().default(true),
    source: z.string().min(1).meta({ description: 'name of a source of the configuration' }),
    kind: SignalKind,
    query: DetectorQuery,
    interval: Duration.refine((value) => {
      const seconds = durationSeconds(value);
      return seconds >= SHORTEST_INTERVAL_SECONDS && seconds <= LONGEST_INTERVAL_SECONDS;
    }, 'must lie between 1s and 1d').default('1m'),
    delay: Duration.default('30s').meta({
      description: 'how long late data is waited for before an interval is read',
    }),
    history: Duration.default('14d').meta({ description: 'how far back a new detector begins' }),
    from: DetectorMoment.optional().meta({
      description: 'where a new detector begins, instead of `history` ago: for a stretch of the past',
    }),
    until: DetectorMoment.optional().meta({
      description: 'where it ends: no interval past it is scored. Without it, it goes on as time does',
    }),
    direction: Direction.default('both'),
    open_at: Severity.default('MEDIUM').meta({
      description: 'an anomaly opens at this severity, or where it would be an alert',
    }),
    alert_at: Severity.optional().meta({
      description:
        'no alert below this severity, whatever the budget allows; without it the budget alone decides',
    }),
    alert_budget: AlertBudget.prefault({}),
    suppress: Suppression.prefault({}),
    models: z
      .strictObject({
        statistical: z.boolean().default(true),
        forest: z.boolean().default(true),
        lstm: z.boolean().optional().meta({ description: 'a net as a third opinion; off unless told' }),
      })
      .refine(
        (models) => models.statistical || models.forest || models.lstm === true,
        'at least one model must be on',
      )
      .default({ statistical: true, forest: true }),
    entity: z.string().min(1).max(128).optional().meta({
      description:
        'a label, such as service or host: the signals that share its value are also judged together, by a forest over their joint readings',
      example: 'service',
    }),
    labels: Labels.default({}).meta({
      description: 'added to every signal of the detector, e.g. metric: errors',
    }),
    max_signals: z.number().int().positive().max(1_000_000).default(10_000),
  })
  .refine(
    ({ from, until }) => from === undefined || until === undefined || Date.parse(from) < Date.parse(until),
    {
      path: ['until'],
      message: 'must be later than from',
    },
  );
export type Detector = z.infer<typeof Detector>;
/** A detector as a person writes it: what has a default may be left out. */
export type DetectorInput = z.input<typeof Detector>;

/** What a detector would see if it were saved now. */
export const DetectorCheck = z.object({
  ok: z.boolean(),
  signals: z.number().int().nonnegative(),
  sample: z.array(z.object({ labels: Labels, last_value: z.number().nullable() })).max(20),
  warnings: z.array(z.string()),
  errors: z.array(z.object({ path: z.string(), message: z.string(), hint: z.string() })),
});
export type DetectorCheck = z.infer<typeof DetectorCheck>;

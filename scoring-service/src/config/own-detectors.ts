import { AlertBudget, Direction, Severity, Suppression } from '@lapwing/contract';
import { z } from 'zod';
import { Flag, span, whole } from './words.ts';

/** The history that a detector learns anew from, and a day to spare. */
const DEFAULT_KEEP = '15d';
/** Programs send a minute's reading within seconds of its end. */
const DEFAULT_INGEST_DELAY = '10s';
/** Spans are sent some five seconds after they end; collectors on the way hold them a little longer. */
const DEFAULT_TRACES_DELAY = '30s';
/** What it compares was waited for already. */
const DEFAULT_BEHAVIOUR_DELAY = '1s';
/** More names than a person reads of one service. */
const DEFAULT_OPERATIONS = 50;

/** What is set of each of the detectors that the service brings. */
const common = {
  enabled: Flag.default(true),
  interval: span('1s', '1d').default('1m'),
  open_at: Severity.optional(),
  alert_at: Severity.optional(),
  alert_budget: AlertBudget.optional(),
  suppress: Suppression.optional(),
  max_signals: whole(1, 1_000_000).optional(),
};

/** The detector that scores what no other one takes of the readings that programs send. */
export const IngestSection = z.strictObject({
  ...common,
  delay: span('1s', '1d').default(DEFAULT_INGEST_DELAY),
  keep: span('1h', '520w').default(DEFAULT_KEEP),
  direction: Direction.default('both'),
});
export type IngestSection = z.infer<typeof IngestSection>;

/** Calls, counted from spans; and the detector of those that programs send. */
export const TracesSection = z.strictObject({
  ...common,
  delay: span('1s', '1d').default(DEFAULT_TRACES_DELAY),
  keep: span('1h', '520w').default(DEFAULT_KEEP),
  resolution: span('1s', '1h').default('1m').meta({ description: 'intervals are multiples of it' }),
  operations: whole(1, 1_000)
    .default(DEFAULT_OPERATIONS)
    .meta({ description: 'of a service with a name of their own; the rest are "other"' }),
  direction: Direction.default('both'),
});
export type TracesSection = z.infer<typeof TracesSection>;

/** The detector of how services behave, from the spans and lines that the others read. */
export const BehaviourSection = z.strictObject({
  ...common,
  delay: span('1s', '1d')
    .default(DEFAULT_BEHAVIOUR_DELAY)
    .meta({ description: 'beside that of the detectors whose spans and lines are compared' }),
});
export type BehaviourSection = z.infer<typeof BehaviourSection>;

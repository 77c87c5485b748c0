import { Health, PartStatus } from '../analytics.ts';
import { AlertDecision, AlertStatus, AnomalyModel, Feature } from '../anomaly.ts';
import { BacktestStatus } from '../backtest.ts';
import { Channel, ChannelType, Notification, NotificationEvent, NotificationStatus } from '../channel.ts';
import { Calendar } from '../calendar.ts';
import { Identity } from '../auth.ts';
import type { DetectorQuery } from '../detector.ts';
import { AnomalyDocument } from '../documents.ts';
import { ErrorCode } from '../errors.ts';
import { LiveEvent } from '../events.ts';
import { Confidence, IncidentEvent, IncidentStatus } from '../incident.ts';
import { AlertBudget, WindowEffect } from '../suppression.ts';
import { MessageLevel } from '../templates.ts';
import { Direction, Role, Severity, SignalKind, severityOf } from '../words.ts';

/** The object that a word stands in, as it came. */
type Beside = Readonly<Record<string, unknown>>;
type StandIn = (beside: Beside) => string;

/** A query that watches nothing which a dashboard could compare, show or look into: it stands for one of a later kind. */
export const INERT_QUERY: DetectorQuery = { type: 'ingest', match: {} };

function word<T extends string>(
  list: { readonly options: readonly T[] },
  standIn: NoInfer<T> | ((beside: Beside) => NoInfer<T>),
): [string, StandIn] {
  return [keyOf(list.options), typeof standIn === 'function' ? standIn : () => standIn];
}

/**
 * What a reader takes a word for that only a later service knows. Where the fields beside it tell, it is what they tell;
 * else the word that claims least, or that gives the fewest rights. Lists that are not here (rules, verdicts, days) have
 * no such word: what bears one is left out.
 */
const STAND_INS = new Map<string, StandIn>([
  // By definition the band of the score.
  word(Severity, ({ score, last_score: last }) => severityOf(Number(score ?? last)) ?? 'LOW'),
  word(IncidentStatus, ({ merged_into: into, resolved_at: resolved, end }) => {
    if (typeof into === 'string') return 'merged';
    return typeof resolved === 'string' || typeof end === 'string' ? 'resolved' : 'open';
  }),
  word(AlertStatus, ({ resolved_at: resolved }) => (typeof resolved === 'string' ? 'resolved' : 'active')),
  word(AnomalyDocument.shape.status, ({ end }) => (typeof end === 'string' ? 'closed' : 'open')),
  word(BacktestStatus, ({ result, error }) => (result ? 'done' : error ? 'failed' : 'running')),
  // A reason is empty when all is well.
  word(PartStatus, ({ reason }) => (reason === undefined || reason === '' ? 'ok' : 'degraded')),
  word(Health.shape.parts.element.shape.kind, 'store'),
  word(Confidence, 'unknown'),
  word(SignalKind, 'metric'),
  word(Feature, 'level'),
  word(AnomalyModel, 'statistical'),
  word(AlertDecision, 'withheld'),
  word(IncidentEvent.shape.what, 'grew'),
  word(Direction, 'both'),
  word(AlertBudget.shape.per.unwrap(), 'week'),
  word(WindowEffect, 'no_alerts'),
  word(ChannelType, 'webhook'),
  word(Channel.shape.status, 'unknown'),
  word(NotificationEvent, 'repeated'),
  word(NotificationStatus, 'waiting'),
  word(Notification.shape.subject.shape.kind, 'incident'),
  word(LiveEvent.options[0].shape.change, 'updated'),
  word(MessageLevel, 'info'),
  word(Calendar.shape.origin, 'config'),
  word(Role, 'viewer'),
  word(Identity.shape.by, 'api-key'),
  word(ErrorCode, 'INTERNAL'),
]);

/** What stands for a word that is none of `known`; undefined where nothing can, so that what bears it is left out. */
export function standInFor(known: readonly unknown[], beside: Beside): string | undefined {
  return STAND_INS.get(keyOf(known))?.(beside);
}

function keyOf(words: readonly unknown[]): string {
  return words.join('|');
}

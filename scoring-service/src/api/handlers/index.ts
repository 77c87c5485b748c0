import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { adminHandlers } from './admin.ts';
import { analyticsHandlers } from './analytics.ts';
import { anomalyHandlers } from './anomalies.ts';
import { backtestHandlers } from './backtests.ts';
import { calendarHandlers } from './calendars.ts';
import { callHandlers } from './calls.ts';
import { channelHandlers } from './channels.ts';
import { detectorHandlers } from './detectors.ts';
import { eventHandlers } from './events.ts';
import { feedbackHandlers } from './feedback.ts';
import { incidentHandlers } from './incidents.ts';
import { ingestHandlers } from './ingest.ts';
import { sessionHandlers } from './session.ts';
import { signalHandlers } from './signals.ts';
import { sourceHandlers } from './sources.ts';
import { systemHandlers } from './system.ts';
import { telemetryHandlers } from './telemetry.ts';
import { templateHandlers } from './templates.ts';

/** A handler for every route of the table. */
export function allHandlers(deps: ApiDeps): Handlers {
  return {
    ...systemHandlers(deps),
    ...sessionHandlers(deps),
    ...adminHandlers(deps),
    ...signalHandlers(deps),
    ...anomalyHandlers(deps),
    ...incidentHandlers(deps),
    ...analyticsHandlers(deps),
    ...detectorHandlers(deps),
    ...sourceHandlers(deps),
    ...feedbackHandlers(deps),
    ...calendarHandlers(deps),
    ...backtestHandlers(deps),
    ...ingestHandlers(deps),
    ...telemetryHandlers(deps),
    ...callHandlers(deps),
    ...channelHandlers(deps),
    ...templateHandlers(deps),
    ...eventHandlers(deps),
  };
}

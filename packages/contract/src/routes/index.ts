import type { z } from 'zod';
import { adminRoutes } from './admin.ts';
import { analyticsRoutes } from './analytics.ts';
import { anomalyRoutes } from './anomalies.ts';
import { backtestRoutes } from './backtests.ts';
import { calendarRoutes } from './calendars.ts';
import { callRoutes } from './calls.ts';
import { channelRoutes } from './channels.ts';
import { detectorRoutes } from './detectors.ts';
import { eventRoutes } from './events.ts';
import { feedbackRoutes } from './feedback.ts';
import { incidentRoutes } from './incidents.ts';
import { ingestRoutes } from './ingest.ts';
import { sessionRoutes } from './session.ts';
import { signalRoutes } from './signals.ts';
import { sourceRoutes } from './sources.ts';
import { systemRoutes } from './system.ts';
import { telemetryRoutes } from './telemetry.ts';
import { templateRoutes } from './templates.ts';
import type { MediaAnswer, Route } from './route.ts';

/** Every route of the service, by the name of its operation. */
export const ROUTES = {
  ...systemRoutes,
  ...sessionRoutes,
  ...analyticsRoutes,
  ...signalRoutes,
  ...anomalyRoutes,
  ...incidentRoutes,
  ...detectorRoutes,
  ...sourceRoutes,
  ...feedbackRoutes,
  ...calendarRoutes,
  ...backtestRoutes,
  ...ingestRoutes,
  ...telemetryRoutes,
  ...callRoutes,
  ...channelRoutes,
  ...templateRoutes,
  ...eventRoutes,
  ...adminRoutes,
} as const;

export type RouteName = keyof typeof ROUTES;
type Spec<N extends RouteName> = (typeof ROUTES)[N];

/** What a handler is given, and what a client sends (`In`), by the route's own schemas. */
export type ParamsOf<N extends RouteName> =
  Spec<N> extends { params: infer S extends z.ZodType } ? z.output<S> : undefined;
export type QueryOf<N extends RouteName> =
  Spec<N> extends { query: infer S extends z.ZodType } ? z.output<S> : undefined;
export type BodyOf<N extends RouteName> =
  Spec<N> extends { body: infer S extends z.ZodType } ? z.output<S> : undefined;
export type AnswerOf<N extends RouteName> =
  Spec<N> extends { answer: infer S }
    ? S extends MediaAnswer
      ? never
      : S extends z.ZodType
        ? z.input<S>
        : undefined
    : undefined;

/** Each route as the guard and the document see it. */
export function everyRoute(): [RouteName, Route][] {
  return Object.entries(ROUTES) as [RouteName, Route][];
}

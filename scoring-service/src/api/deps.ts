import type { Alerting, Detector, SourceInfo } from '@lapwing/contract';
import type { AlertService } from '../alerts/alert-service.ts';
import type { AlertQueueStore } from '../stores/alert-queue-store.ts';
import type { Auth } from '../auth/auth.ts';
import type { Backtests } from '../backtest/backtests.ts';
import type { Correlator } from '../incidents/correlator.ts';
import type { CalendarService } from '../suppression/calendar-service.ts';
import type { FeedbackService } from '../suppression/feedback-service.ts';
import type { AdminStore } from '../stores/admin-store.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import type { TemplateStore } from '../stores/template-store.ts';
import type { TraceStore } from '../stores/trace-store.ts';
import type { Source } from '../sources/source.ts';
import type { TelemetryDoors } from '../sources/otlp/doors.ts';
import type { LiveEvents } from './events/live-events.ts';
import type { ApiOptions } from './options.ts';
import type { ApiLog, DetectorService, HealthCheck, Ingest, MetricsRegistry } from './ports.ts';

/** Everything that the API stands on. */
export interface ApiDeps {
  auth: Auth;
  admin: AdminStore;
  scores: ScoreStore;
  incidents: IncidentStore;
  /** Takes a person's word on an incident. */
  correlator: Pick<Correlator, 'say'>;
  detectors: DetectorService;
  /** By name. */
  sources: ReadonlyMap<string, Source>;
  /** What the configuration says of them. */
  knownSources: readonly SourceInfo[];
  feedback: FeedbackService;
  calendars: CalendarService;
  /** How a detector's alerts stand. */
  alerting: (detector: Detector) => Alerting;
  /** Who is told, and what was. */
  alertService: AlertService;
  alerts: AlertQueueStore;
  backtests: Backtests;
  ingest: Ingest;
  /** Where other programs' protocols come in. */
  doors: TelemetryDoors;
  traces: TraceStore;
  templates: TemplateStore;
  health: HealthCheck;
  events: LiveEvents;
  metrics: MetricsRegistry;
  log: ApiLog;
  /** Epoch ms. */
  now: () => number;
  options: ApiOptions;
}

import type { Auth } from '../auth/auth.ts';
import type { Backtests } from '../backtest/backtests.ts';
import type { AdminStore } from '../stores/admin-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import type { LiveEvents } from './events/live-events.ts';
import type { ApiOptions } from './options.ts';
import type { ApiLog, DetectorService, HealthCheck, Ingest, MetricsRegistry } from './ports.ts';

/** Everything that the API stands on. */
export interface ApiDeps {
  auth: Auth;
  admin: AdminStore;
  scores: ScoreStore;
  detectors: DetectorService;
  backtests: Backtests;
  ingest: Ingest;
  health: HealthCheck;
  events: LiveEvents;
  metrics: MetricsRegistry;
  log: ApiLog;
  /** Epoch ms. */
  now: () => number;
  options: ApiOptions;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Role } from '@lapwing/contract';
import { CallGraph } from '@lapwing/engine';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type AlertService, createAlertService } from '../../alerts/alert-service.ts';
import { AlertsSection } from '../../alerts/settings.ts';
import { type Auth, createAuth } from '../../auth/auth.ts';
import { createBacktests } from '../../backtest/backtests.ts';
import { Correlator } from '../../incidents/correlator.ts';
import { Surroundings } from '../../incidents/surroundings.ts';
import { createIngest, createTakeReadings } from '../../sources/ingest/ingest.ts';
import { createIngestSource } from '../../sources/ingest/ingest-source.ts';
import { createTraffic } from '../../sources/ingest/quiet.ts';
import type { LogLine } from '../../sources/log-lines.ts';
import { createTelemetryDoors } from '../../sources/otlp/doors.ts';
import { createSuppression } from '../../suppression/suppression.ts';
import { type Stores, openStores } from '../../stores/open-stores.ts';
import { createApp } from '../app.ts';
import { createDetectorService } from '../detectors/detector-service.ts';
import { LiveEvents } from '../events/live-events.ts';
import type { ApiOptions } from '../options.ts';
import type { DetectorHooks } from '../ports.ts';

/** 22 November 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 22, 12);
export const ADMIN_PASSWORD = 'a password for the tests';
export const KEYS: Readonly<Record<Role, string>> = {
  viewer: 'lpw_viewer_key_of_the_api_tests',
  editor: 'lpw_editor_key_of_the_api_tests',
  admin: 'lpw_admin_key_of_the_api_tests',
};

export interface TestApi {
  app: ReturnType<typeof createApp>;
  auth: Auth;
  stores: Stores;
  events: LiveEvents;
  metrics: Registry;
  /** What the log was told. */
  logged: object[];
  /** What the pipeline was told, as `created api-errors`. */
  told: string[];
  /** Raw log lines that came in. */
  lines: LogLine[];
  clock: { now: number };
  correlator: Correlator;
  alertService: AlertService;
  close(): void;
}

/** The real app over the real stores in a folder of its own, with the ingest source, cheap hashes and a clock by hand. */
export async function startTestApi(options: Partial<ApiOptions> = {}, alerts: object = {}): Promise<TestApi> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-api-'));
  const clock = { now: NOON };
  const now = (): number => clock.now;
  const stores = openStores(folder, { now, onSetAside: () => undefined });
  const { admin, scores, readings, incidents } = stores;
  const graph = new CallGraph();
  const auth = createAuth({
    store: admin,
    now,
    bootstrapKeys: Object.entries(KEYS).map(([role, key]) => ({ name: role, role: role as Role, key })),
    passwordCost: { logN: 4, r: 8, p: 1 },
  });
  await auth.users.ensureAdmin(ADMIN_PASSWORD);
  const told: string[] = [];
  const hooks: DetectorHooks = {
    created: async ({ detector }) => void told.push(`created ${detector.id}`),
    changed: async (_, { detector, revision }) => void told.push(`changed ${detector.id} to ${revision}`),
    deleted: async ({ detector }) => void told.push(`deleted ${detector.id}`),
  };
  const detectors = () => admin.detectors().map(({ detector }) => detector);
  const traffic = createTraffic({ now });
  const source = createIngestSource({ readings, traffic, detectors });
  const events = new LiveEvents(clock.now);
  const metrics = new Registry();
  const logged: object[] = [];
  const sources = new Map([[source.name, source]]);
  const suppression = createSuppression({ stores, now, state: () => undefined });
  const service = createDetectorService({
    ...{ admin, scores, sources, hooks },
    ...{ checkCalendars: suppression.calendars.check, forget: suppression.forget },
  });
  const backtests = createBacktests({
    ...{ sources, now, detector: (id) => service.get(id).detector },
    onFault: (error) => logged.push({ error }),
  });
  const correlator = new Correlator({
    ...{ scores, incidents, now, surroundings: new Surroundings(scores, () => graph), graph: () => graph },
    ...{ log: pino({ level: 'silent' }), onEvent: () => undefined, unseen: () => [] },
    reaches: () => [{ id: 'shop', watermark: clock.now, down: false }],
    intervalMs: () => 60_000,
  });
  const alertService = createAlertService({
    ...{ section: AlertsSection.parse(alerts), stores, now, random: () => 0 },
    ...{ board: { set: () => undefined }, log: pino({ level: 'silent' }) },
  });
  const keepMs = 30 * 86_400_000;
  const ingestDeps = {
    ...{ readings, traffic, now, keepMs, detectors, api: (id: string) => admin.api(id) },
    ...{ reached: () => undefined, rewind: () => undefined, poke: () => undefined },
  };
  const take = createTakeReadings(ingestDeps);
  const lines: LogLine[] = [];
  const doors = createTelemetryDoors({
    ...{ traces: stores.traces, telemetry: stores.telemetry, take, traffic, now, onCalls: () => undefined },
    keepMs: { readings: keepMs, calls: keepMs },
    lines: { take: (_, taken) => void lines.push(...taken) },
  });
  const app = createApp({
    auth,
    admin,
    scores,
    incidents,
    correlator,
    detectors: service,
    sources,
    knownSources: [{ name: 'ingest', type: 'ingest', serves: ['ingest'] }],
    ...{ feedback: suppression.feedback, calendars: suppression.calendars, alerting: suppression.alerting },
    ...{ alertService, alerts: stores.alerts },
    backtests,
    ingest: createIngest(ingestDeps, take),
    doors,
    traces: stores.traces,
    templates: stores.templates,
    health: () => ({ status: 'ok', version: '1.0.0', uptime_seconds: 1, parts: [] }),
    events,
    metrics,
    log: { error: (context) => logged.push(context), warn: (context) => logged.push(context) },
    now,
    options: { version: '1.0.0', checkAnswers: true, ...options },
  });
  return {
    app,
    auth,
    stores,
    events,
    metrics,
    logged,
    told,
    lines,
    clock,
    correlator,
    alertService,
    close() {
      events.close();
      stores.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function bearer(credential: string): { Authorization: string } {
  return { Authorization: `Bearer ${credential}` };
}

import { durationSeconds, type Detector, type Health, type LiveEvent } from '@lapwing/contract';
import type { Logger } from 'pino';
import { createAlertService } from './alerts/alert-service.ts';
import { createApp } from './api/app.ts';
import { createDetectorService } from './api/detectors/detector-service.ts';
import { LiveEvents } from './api/events/live-events.ts';
import { createAuth } from './auth/auth.ts';
import { createBacktests } from './backtest/backtests.ts';
import { configuredDetectors, provision } from './config/provision.ts';
import { type Config, knownSources } from './config/schema.ts';
import { listen } from './http/listen.ts';
import { createCorrelation } from './incidents/correlation.ts';
import { fingerprint } from './pipeline/engine-settings.ts';
import { expireByAge } from './pipeline/expiry.ts';
import { HealthBoard, worstOf } from './pipeline/health-board.ts';
import { logTurn } from './pipeline/log-turn.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import { watchSources } from './pipeline/source-watch.ts';
import {
  apiOptions,
  callSettings,
  closeWriter,
  createAdminCopy,
  createConfiguredForwarder,
  createSources,
  createWriter,
  endAll,
  lookAtStores,
} from './service-parts.ts';
import { createBehaviourSource } from './sources/behaviour/behaviour-source.ts';
import { Feeds } from './sources/behaviour/feeds.ts';
import { followFeeds } from './sources/behaviour/follow.ts';
import { createEntitiesSource } from './sources/entities/entities-source.ts';
import { createIngest, createTakeReadings, type IngestDeps } from './sources/ingest/ingest.ts';
import { createIngestSource } from './sources/ingest/ingest-source.ts';
import { createTraffic } from './sources/ingest/quiet.ts';
import { createTelemetryDoors } from './sources/otlp/doors.ts';
import { createSentSource } from './sources/otlp/sent-source.ts';
import { createSentLines } from './sources/templates/sent-lines.ts';
import { LateSpans } from './sources/traces/late-spans.ts';
import { learntGraph } from './sources/traces/learnt-graph.ts';
import { pokeReached } from './sources/traces/poke-reached.ts';
import { createSentTraces } from './sources/traces/sent-traces.ts';
import { openStores } from './stores/open-stores.ts';
import { bringCalendars } from './suppression/configured-calendars.ts';
import { createSuppression } from './suppression/suppression.ts';
import { registerLateSpans } from './telemetry/late-span-count.ts';
import { createTelemetry } from './telemetry/telemetry.ts';
import { createNetSchedule } from './training/net-schedule.ts';
import { startRetraining } from './training/retraining.ts';

/** Detectors get this long to save their state when the service stops. */
const STOP_DETECTORS_MS = 8_000;

export interface ServiceSurroundings {
  now: () => number;
  /** In [0, 1): jitter alone. */
  random: () => number;
  log: Logger;
  version: string;
  /** Told the first admin's password, once in the life of a data folder; not when the configuration names it. */
  onFirstPassword: (username: string, password: string) => void;
}

export interface Service {
  url: string;
  /** Finishes the steps under way, saves the models' state and ends. */
  stop(): Promise<void>;
}

/** Opens the stores, starts the detectors and answers requests. Throws LapwingError when it cannot. */
export async function startService(config: Config, around: ServiceSurroundings): Promise<Service> {
  const { now, log, version } = around;
  const stores = openStores(config.data.folder, {
    now,
    onSetAside: (what) => log.warn(what, 'a snapshot cannot be used and was set aside'),
    calls: callSettings(config),
  });
  const { admin, scores, readings, snapshots, deadLetters, incidents, traces } = stores;
  const ends: (() => Promise<void> | void)[] = [() => stores.close()];
  try {
    // Before anything reads the administration: PostgreSQL may have a newer one.
    const adminCopy = await createAdminCopy(config, stores, around);
    if (adminCopy !== undefined) ends.unshift(() => adminCopy.stop());
    const auth = createAuth({ store: admin, now, bootstrapKeys: config.auth.api_keys });
    const first = await auth.users.ensureAdmin(config.auth.admin_password);
    if (first !== undefined && config.auth.admin_password === undefined) {
      around.onFirstPassword(first.username, first.password);
    }

    const traffic = createTraffic({ now });
    const detectors = () => admin.detectors().map(({ detector }) => detector);
    const nets = createNetSchedule(config.data.folder, {
      onSwap: (detector, model, net, from) =>
        log.info(
          { detector, model, net, from: new Date(from).toISOString() },
          'another net scores from here on',
        ),
    });
    const callTraffic = createTraffic({ now });
    const late = new LateSpans({ detectors, reached: (id) => pipeline.reached(id), now });
    const sentLines = createSentLines({
      ...{ store: stores.templates, lines: stores.sentLines, now },
      wanted: (source) => detectors().some((one) => readsLines(one, source)),
    });
    const feeds = new Feeds({ detectors, reaches: () => pipeline.reaches(), now });
    const sources = createSources(config, stores, [
      createIngestSource({ readings, traffic, detectors }),
      createEntitiesSource({ scores, nets, detectors }),
      createBehaviourSource({
        ...{ store: stores.behaviour, events: stores.keptEvents, until: () => feeds.until() },
      }),
      createSentSource(createSentTraces({ traces, traffic: callTraffic, late }), sentLines.source),
    ]);
    for (const source of sources.values()) ends.unshift(() => source.close());
    const writer = createWriter(config, stores, around);
    if (writer !== undefined) ends.unshift(() => closeWriter(writer, log));
    const forwarder = createConfiguredForwarder(config, stores, around);
    if (forwarder !== undefined) ends.unshift(() => forwarder.close());

    const suppression = createSuppression({ stores, now, state: (id) => pipeline.alertingState(id) });
    const { alerting } = suppression;
    ends.unshift(await bringCalendars(config.calendars, suppression.calendars, log));
    const telemetry = createTelemetry({ scores, admin, deadLetters, writer, now, alerting });
    registerLateSpans(telemetry.registry, () => late.totals());
    const board = new HealthBoard(now, logTurn(log));
    const events = new LiveEvents(now());
    const onEvent = (event: LiveEvent): void => {
      events.publish(event);
      writer?.wake();
    };
    const pipeline = new Pipeline({
      ...{ sources, scores: telemetry.scores, snapshots, health: board, now, log, onEvent, nets },
      inputs: suppression.inputs,
      snapshotEveryMs: durationSeconds(config.data.snapshot_every) * 1000,
    });
    ends.unshift(() => pipeline.stop(STOP_DETECTORS_MS));
    const alertService = createAlertService({
      ...{ section: config.alerts, stores, board, now, random: around.random, log },
    });
    ends.unshift(() => alertService.stop());
    const graph = learntGraph(traces, now);
    const { correlator, stop: stopCorrelation } = createCorrelation({
      ...{ stores, dataFolder: config.data.folder, pipeline, board, now, log, onEvent, late },
      graph,
    });
    ends.unshift(stopCorrelation);
    ends.unshift(
      events.subscribe({
        next: ({ event }) => {
          if (event.type === 'anomaly') correlator.wake();
          if (event.type === 'incident') alertService.wake();
        },
        close: () => undefined,
      }),
    );
    for (const detector of configuredDetectors(config)) suppression.calendars.check(detector);
    provision(admin, configuredDetectors(config), (before, after) => {
      log.info({ detector: after.id }, 'the configuration changed this detector');
      if (fingerprint(before) !== fingerprint(after)) pipeline.forget(after.id);
    });
    for (const stored of admin.detectors()) await pipeline.created(stored);
    ends.unshift(followFeeds({ detectors, pipeline, until: () => feeds.until() }));
    correlator.start();
    alertService.start();
    if (config.training.enabled) {
      const everyMs = durationSeconds(config.training.every) * 1000;
      const retraining = startRetraining({ dataFolder: config.data.folder, everyMs, detectors, now, log });
      ends.unshift(() => retraining.stop());
    }
    ends.unshift(watchSources(sources, board));

    const keepMs = durationSeconds(config.ingest.keep) * 1000;
    const callsKeptMs = durationSeconds(config.traces.keep) * 1000;
    const retentionMs = durationSeconds(config.data.retention) * 1000;
    const tooOld = [
      () => scores.expire(now() - retentionMs).more,
      () => readings.expire(now() - keepMs) > 0,
      () => incidents.expire(now() - retentionMs) > 0,
      () => stores.calendars.expire(now() - retentionMs) > 0,
      () => traces.expire(now() - callsKeptMs) > 0,
      () => stores.keptEvents.expire() > 0,
      () => stores.behaviour.expire(now() - callsKeptMs) > 0,
      () => stores.sentLines.expire(now()) > 0,
      () => stores.templates.expire(now() - callsKeptMs) > 0,
      () => stores.telemetry.expire(now()) > 0,
      () => deadLetters.expire(now() - retentionMs) > 0,
      () => stores.alerts.expire(now() - retentionMs) > 0,
    ];
    ends.unshift(expireByAge(tooOld, log));

    const startedAt = now();
    const health = (): Health => {
      lookAtStores(board, stores, { writer, adminCopy, forwarder });
      const parts = suppression.withAlerts(board.parts());
      return { status: worstOf(parts), version, uptime_seconds: (now() - startedAt) / 1000, parts };
    };
    const ingestDeps: IngestDeps = {
      ...{ readings, traffic, now, keepMs, detectors },
      api: (id) => admin.api(id),
      reached: (id) => pipeline.reached(id),
      rewind: (id, to) => pipeline.rewind(id, to),
      poke: (id) => pipeline.poke(id),
    };
    const take = createTakeReadings(ingestDeps);
    const ingest = createIngest(ingestDeps, take);
    const doors = createTelemetryDoors({
      ...{ traces, telemetry: stores.telemetry, take, lines: sentLines.door, traffic: callTraffic, now },
      keepMs: { readings: keepMs, calls: callsKeptMs },
      onCalls: (touched, ends) => {
        late.note(ends);
        pokeReached(touched, { detectors, pipeline, now });
      },
    });
    const detectorService = createDetectorService({
      ...{ admin, scores, sources, hooks: pipeline },
      ...{ checkCalendars: suppression.calendars.check, forget: suppression.forget },
    });
    const backtests = createBacktests({
      ...{ sources, now, detector: (id) => detectorService.get(id).detector },
      ...{ inputs: suppression.inputs, dataFolder: config.data.folder },
      onFault: (err, detector) => log.error({ detector, err }, 'a backtest failed'),
    });
    ends.unshift(() => backtests.close());
    const app = createApp({
      ...{
        auth,
        admin,
        scores,
        incidents,
        correlator,
        ingest,
        doors,
        traces,
        templates: stores.templates,
        health,
        events,
        log,
        now,
      },
      detectors: detectorService,
      ...{ sources, knownSources: knownSources(config) },
      ...{ feedback: suppression.feedback, calendars: suppression.calendars, alerting },
      ...{ alertService, alerts: stores.alerts },
      backtests,
      metrics: telemetry.registry,
      options: apiOptions(config, version),
    });
    const server = await listen(app, config.server.host, config.server.port);
    ends.unshift(() => server.close());
    // Open streams would keep the server from closing.
    ends.unshift(() => events.close());
    return { url: server.url, stop: () => endAll(ends, log) };
  } catch (error) {
    await endAll(ends, log);
    throw error;
  }
}

function readsLines({ enabled, source, query }: Detector, of: string): boolean {
  return enabled && source === of && query.type === 'templates';
}

import { durationSeconds } from '@lapwing/contract';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ApiOptions } from './api/options.ts';
import type { Config } from './config/schema.ts';
import { toServerSettings } from './config/server-settings.ts';
import {
  createForwarder,
  FORWARD_ANOMALIES,
  FORWARD_INCIDENTS,
  type Forwarder,
} from './forward/forwarder.ts';
import type { HealthBoard } from './pipeline/health-board.ts';
import { createSource } from './sources/create-source.ts';
import type { Source } from './sources/source.ts';
import type { Stores } from './stores/open-stores.ts';
import { copyAdministration, type AdminCopy } from './stores/postgres/admin-copy.ts';
import type { TraceStoreSettings } from './stores/sqlite/trace-store.ts';
import { ANOMALIES_FOLLOWER, INCIDENTS_FOLLOWER, SCORES_FOLLOWER } from './writer/follower.ts';
import { WriterSettings } from './writer/settings.ts';
import { createOpenSearchWriter, type OpenSearchWriter } from './writer/writer.ts';

/** What was scored gets this long to reach OpenSearch at a stop; the rest goes at the next start. */
const FLUSH_MS = 3_000;

/** The writer's own settings, without those of the connection. */
const OutputSettings = z.object(WriterSettings.shape);

/** The configured sources and those that are always there, by name. */
export function createSources(
  config: Config,
  { traces, templates }: Pick<Stores, 'traces' | 'templates'>,
  always: readonly Source[],
): Map<string, Source> {
  const sources = new Map<string, Source>(always.map((source) => [source.name, source]));
  for (const [name, section] of Object.entries(config.sources))
    sources.set(name, createSource(name, section, traces, templates));
  return sources;
}

/** How calls are kept. */
export function callSettings({ traces }: Config): TraceStoreSettings {
  return { resolutionMs: durationSeconds(traces.resolution) * 1000, mostOperations: traces.operations };
}

/** The writer that the configuration asks for; without one, nothing waits for it any more. */
export function createWriter(
  config: Config,
  { scores, incidents, deadLetters, admin }: Stores,
  around: { now: () => number; random: () => number },
): OpenSearchWriter | undefined {
  const output = config.output.opensearch;
  if (output === undefined) {
    for (const name of [SCORES_FOLLOWER, ANOMALIES_FOLLOWER, INCIDENTS_FOLLOWER]) scores.unfollow(name);
    return undefined;
  }
  return createOpenSearchWriter({
    server: toServerSettings(output),
    store: scores,
    incidents,
    deadLetters,
    settings: OutputSettings.parse(output),
    watchedBy(id) {
      const stored = admin.detector(id);
      if (stored === undefined) return undefined;
      const { name, interval, query } = stored.detector;
      return { name, interval, query };
    },
    ...around,
  });
}

/** The forwarder that the configuration asks for; without one, nothing waits for it any more. */
export function createConfiguredForwarder(
  config: Config,
  { scores, incidents }: Stores,
  { now, random }: { now: () => number; random: () => number },
): Forwarder | undefined {
  const settings = config.output.forward;
  if (settings === undefined) {
    for (const name of [FORWARD_ANOMALIES, FORWARD_INCIDENTS]) scores.unfollow(name);
    return undefined;
  }
  return createForwarder({ settings, store: scores, incidents, now, random });
}

/** Sends what waits, for a moment, and ends the writer. */
export async function closeWriter(writer: OpenSearchWriter, log: Logger): Promise<void> {
  try {
    await writer.flush(AbortSignal.timeout(FLUSH_MS));
  } catch (error) {
    const { scores, anomalies, incidents } = writer.lag();
    log.info(
      { scores, anomalies, incidents, err: error },
      'what OpenSearch has not got yet goes at the next start',
    );
  }
  await writer.close();
}

/** The copy of the administration that the configuration asks for. Throws LapwingError when it cannot begin. */
export async function createAdminCopy(
  { data }: Config,
  { adminDb }: Stores,
  around: { now: () => number; random: () => number; log: Logger },
): Promise<AdminCopy | undefined> {
  if (data.postgres === undefined) return undefined;
  const { now, random, log } = around;
  return copyAdministration({
    ...{ db: adminDb, settings: data.postgres, dataFolder: data.folder, now, random, log },
  });
}

/** What follows the stores; each is there only when the configuration asks for it. */
interface Followers {
  writer: OpenSearchWriter | undefined;
  adminCopy: AdminCopy | undefined;
  forwarder: Forwarder | undefined;
}

/** Puts how the stores and what follows them are on the board. */
export function lookAtStores(
  board: HealthBoard,
  stores: Stores,
  { writer, adminCopy, forwarder }: Followers,
): void {
  try {
    stores.scores.lastSeq('scores');
    board.set('store:data', 'store', { status: 'ok', reason: '' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    board.set('store:data', 'store', { status: 'down', reason });
  }
  if (adminCopy !== undefined) board.set('store:postgres', 'store', adminCopy.health());
  if (forwarder !== undefined) board.set('writer:forward', 'writer', forwarder.health());
  if (writer !== undefined) board.set('writer:opensearch', 'writer', writer.health(), writer.lag().seconds);
}

export function apiOptions({ server, telemetry }: Config, version: string): ApiOptions {
  return {
    version,
    ...(telemetry.metrics_key !== undefined && { metricsKey: telemetry.metrics_key }),
    ...(server.cors_origins !== undefined && { corsOrigins: server.cors_origins }),
    ...(server.trusted_proxies !== undefined && { trustedProxies: server.trusted_proxies }),
    ...(server.rate_limits !== undefined && { rateLimits: server.rate_limits }),
  };
}

/** Ends what was started, newest first; one that fails keeps none of the others open. */
export async function endAll(ends: readonly (() => Promise<void> | void)[], log: Logger): Promise<void> {
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      log.error({ err: error }, 'a part did not end cleanly');
    }
  }
}

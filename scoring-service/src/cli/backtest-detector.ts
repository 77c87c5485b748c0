import type { Detector, Direction, Severity } from '@lapwing/contract';
import { loadConfig } from '../config/load.ts';
import { configuredDetectors } from '../config/provision.ts';
import type { Config } from '../config/schema.ts';
import { LapwingError } from '../errors.ts';
import { createSource } from '../sources/create-source.ts';
import { ENTITIES_SOURCE } from '../sources/entities/entities-source.ts';
import { createIngestSource, INGEST_SOURCE } from '../sources/ingest/ingest-source.ts';
import { createTraffic } from '../sources/ingest/quiet.ts';
import type { Source } from '../sources/source.ts';
import { OTLP_SOURCE } from '../sources/traces/words.ts';
import { openStores } from '../stores/open-stores.ts';

/** What may be tried in place of what the configuration says. */
interface Changes {
  interval?: string | undefined;
  openAt?: Severity | undefined;
  alertAt?: Severity | undefined;
  direction?: Direction | undefined;
}

/** What is tried, where it is read from, and where the nets lie that a service trained. */
export interface Tried {
  detector: Detector;
  source: Source;
  dataFolder?: string;
  close: () => void;
}

/** Sources that only a running service has. */
const IN_SERVICE = [ENTITIES_SOURCE, OTLP_SOURCE];

/** A detector of the configuration with its source. `close` frees what reading it takes. Throws ConfigError, LapwingError. */
export function configuredDetector(
  file: string | undefined,
  id: string | undefined,
  changes: Changes,
): Tried {
  const { config } = loadConfig(file, process.env);
  const detector = changed(named(configuredDetectors(config), id), changes);
  const dataFolder = config.data.folder;
  if (detector.source === INGEST_SOURCE) return { detector, dataFolder, ...ingestSource(config) };
  if (IN_SERVICE.includes(detector.source)) throw inServiceAlone(detector);
  const section = config.sources[detector.source];
  if (section === undefined) {
    throw new LapwingError('BAD_REQUEST', {
      message: `the configuration has no source "${detector.source}", which the detector "${detector.id}" needs`,
      where: `detector ${detector.id}`,
      hint: `It has: ${Object.keys(config.sources).join(', ') || 'none'}`,
    });
  }
  return { detector, source: createSource(detector.source, section), dataFolder, close: () => undefined };
}

function inServiceAlone({ id, source }: Detector): LapwingError {
  return new LapwingError('BAD_REQUEST', {
    message: `the detector "${id}" reads from "${source}", which only a running service has`,
    where: `detector ${id}`,
    hint: 'Start lapwing serve and ask it, by POST /api/v1/backtests',
  });
}

function named(detectors: readonly Detector[], id: string | undefined): Detector {
  const found = detectors.find((detector) => detector.id === id);
  if (found !== undefined) return found;
  const known = detectors.map((detector) => detector.id).join(', ') || 'none';
  throw new LapwingError('NOT_FOUND', {
    message:
      id === undefined ? 'no file and no detector is named' : `the configuration has no detector "${id}"`,
    where: '--detector',
    hint: `Name a CSV file, or one of the configuration's detectors with --detector: ${known}. One that was made by the API is tried by POST /api/v1/backtests.`,
  });
}

function changed(detector: Detector, { interval, openAt, alertAt, direction }: Changes): Detector {
  return {
    ...detector,
    ...(interval !== undefined && { interval }),
    ...(openAt !== undefined && { open_at: openAt }),
    ...(alertAt !== undefined && { alert_at: alertAt }),
    ...(direction !== undefined && { direction }),
  };
}

/** Readings that programs sent lie in the data folder, which a running service holds. */
function ingestSource(config: Config): { source: Source; close: () => void } {
  try {
    const stores = openStores(config.data.folder, { now: Date.now, onSetAside: () => undefined });
    const detectors = (): Detector[] => stores.admin.detectors().map(({ detector }) => detector);
    const traffic = createTraffic({ now: Date.now });
    const source = createIngestSource({ readings: stores.readings, traffic, detectors });
    return { source, close: () => stores.close() };
  } catch (cause) {
    if (!(cause instanceof LapwingError) || cause.code !== 'CONFLICT') throw cause;
    const { message, where } = cause;
    const hint = 'Ask that one, by POST /api/v1/backtests, or stop it first';
    throw new LapwingError('CONFLICT', { message, where, hint }, { cause });
  }
}

import { Detector } from '@lapwing/contract';
import type { AdminStore } from '../stores/admin-store.ts';
import { INGEST_SOURCE } from '../sources/ingest/ingest-source.ts';
import { OTLP_SOURCE } from '../sources/traces/words.ts';
import { BEHAVIOUR_SOURCE } from '../sources/behaviour/words.ts';
import type { BehaviourSection, IngestSection, TracesSection } from './own-detectors.ts';
import type { Config } from './schema.ts';

/**
 * The detectors that the configuration brings: those it lists, the one for readings that nobody else takes, the one for
 * spans that programs send, and the one that compares how services behave.
 */
export function configuredDetectors(config: Config): Detector[] {
  const { ingest, traces, behaviour } = config;
  return [
    ...(ingest.enabled ? [ingestDetector(ingest)] : []),
    ...(traces.enabled ? [tracesDetector(traces)] : []),
    ...(behaviour.enabled ? [behaviourDetector(behaviour)] : []),
    ...config.detectors,
  ];
}

function ingestDetector({ enabled, keep: _, ...settings }: IngestSection): Detector {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Detector.parse({
    id: INGEST_SOURCE,
    name: 'Readings sent by programs',
    enabled,
    source: INGEST_SOURCE,
    kind: 'metric',
    query: { type: 'ingest' },
    ...Object.fromEntries(given),
  });
}

/** `keep`, `resolution` and `operations` are of the store of calls, not of the detector. */
function tracesDetector({
  keep: _keep,
  resolution: _resolution,
  operations: _operations,
  ...settings
}: TracesSection): Detector {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Detector.parse({
    id: OTLP_SOURCE,
    name: 'Calls, from spans sent by programs',
    source: OTLP_SOURCE,
    kind: 'trace',
    query: { type: 'traces' },
    ...Object.fromEntries(given),
  });
}

function behaviourDetector({ enabled: _, ...settings }: BehaviourSection): Detector {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Detector.parse({
    id: BEHAVIOUR_SOURCE,
    name: 'Behaviour of services, by their spans and log lines',
    source: BEHAVIOUR_SOURCE,
    kind: 'trace',
    query: { type: 'behaviour' },
    ...Object.fromEntries(given),
  });
}

/**
 * Makes the stored detectors equal to the configured ones. One that left the configuration is switched off and kept,
 * with its scores, until somebody deletes it. `changed` is told of each whose settings became others.
 */
export function provision(
  admin: AdminStore,
  configured: readonly Detector[],
  changed: (before: Detector, after: Detector) => void,
): void {
  for (const detector of configured) {
    const stored = admin.detector(detector.id);
    const same = stored !== undefined && JSON.stringify(stored.detector) === JSON.stringify(detector);
    if (same && stored.provisioned) continue;
    admin.putDetector(detector, stored?.revision ?? 0, true);
    if (stored !== undefined && !same) changed(stored.detector, detector);
  }
  const ids = new Set(configured.map(({ id }) => id));
  for (const { detector, revision, provisioned } of admin.detectors()) {
    if (provisioned && !ids.has(detector.id)) {
      admin.putDetector({ ...detector, enabled: false }, revision, false);
    }
  }
}

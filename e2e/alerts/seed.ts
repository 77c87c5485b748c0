import { Incident } from '@lapwing/contract';
import { openStores } from '../../scoring-service/src/stores/open-stores.ts';

const MINUTE_MS = 60_000;

/** An incident of `service` that began ten minutes before `now`; over when `resolved`. */
export function incident(
  service: string,
  now: number,
  change: Partial<Incident> & { resolved?: boolean } = {},
): Incident {
  const { resolved = false, ...rest } = change;
  const at = (minutes: number): string => new Date(now - minutes * MINUTE_MS).toISOString();
  return Incident.parse({
    id: `inc-${service}`,
    status: resolved ? 'resolved' : 'open',
    severity: 'HIGH',
    score: 60,
    title: `Trouble in ${service}, <b>felt</b> & feared`,
    started_at: at(10),
    updated_at: at(1),
    resolved_at: resolved ? at(1) : null,
    services: [service, 'web'],
    anomalies: 2,
    suspect: null,
    suspects: [],
    confidence: 'unknown',
    parts: [],
    steps: [],
    history: [],
    unseen: [],
    merged_into: null,
    split_from: null,
    ...rest,
  });
}

/** Stores the newest state of incidents in a data folder that no service runs on. */
export function store(folder: string, incidents: Incident[]): void {
  const stores = openStores(folder, { now: Date.now, onSetAside: () => undefined });
  try {
    stores.incidents.commit({
      incidents: incidents.map((one) => ({ incident: one, anomalyIds: [] })),
      pieces: [],
      cursor: stores.incidents.book()?.cursor ?? 0,
    });
  } finally {
    stores.close();
  }
}

import type { IncidentStatus, IncidentSummary, LiveEvent } from '@lapwing/contract';
import { MOST_INCIDENTS, isOngoing, withIncident } from '@lapwing/visuals';
import { useEffect, useState } from 'react';
import type { LiveState } from '../live/live-events.ts';
import { useLive } from '../live/use-live.ts';
import { type Loaded, useLoad } from '../use-load.ts';
import { service } from '../service.ts';

export interface Incidents {
  /** Newest first; at most `MOST_INCIDENTS`. */
  items: IncidentSummary[];
  /** How many there are in that time. */
  total: number;
}

const HOUR_MS = 3_600_000;
const ONGOING: readonly IncidentStatus[] = ['open', 'acknowledged'];

/** Incidents of the last hours, kept up to date by the service's events. */
export function useIncidents(hours: number): Loaded<Incidents> & { live: LiveState | undefined } {
  return useFollowed(
    `incidents ${hours}`,
    (signal) => {
      const to = Date.now();
      return service.incidents({ span: { from: to - hours * HOUR_MS, to }, limit: MOST_INCIDENTS }, signal);
    },
    () => true,
  );
}

/** Incidents that go on, whenever they began. */
export function useOngoingIncidents(): Loaded<Incidents> {
  return useFollowed(
    'ongoing incidents',
    (signal) => service.incidents({ statuses: ONGOING, limit: MOST_INCIDENTS }, signal),
    ({ status }) => isOngoing(status),
  );
}

function useFollowed(
  key: string,
  load: (signal: AbortSignal) => Promise<Incidents>,
  belongs: (incident: IncidentSummary) => boolean,
): Loaded<Incidents> & { live: LiveState | undefined } {
  const loaded = useLoad(key, load);
  const [changes, setChanges] = useState<IncidentSummary[]>([]);
  // What has just been loaded holds the changes already.
  useEffect(() => setChanges([]), [loaded.data]);
  const live = useLive({
    onEvent: (event: LiveEvent) => {
      if (event.type === 'incident') setChanges((old) => [...old, event.incident]);
    },
    onPoll: loaded.reload,
  });
  const data = loaded.data && changes.reduce(changed, loaded.data);
  return { ...loaded, data: data && { ...data, items: data.items.filter(belongs) }, live };
}

function changed({ items, total }: Incidents, incident: IncidentSummary): Incidents {
  const next = withIncident(items, incident);
  const isNew = incident.status !== 'merged' && !items.some(({ id }) => id === incident.id);
  return { items: next, total: total + (isNew ? 1 : 0) };
}

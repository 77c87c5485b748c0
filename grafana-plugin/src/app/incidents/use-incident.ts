import type { CallEdge, IncidentDetail, SimilarIncident } from '@lapwing/contract';
import { useRef } from 'react';
import { type Problem, explain } from '../../service/problem.ts';
import type { LiveState } from '../live/live-events.ts';
import { useLive } from '../live/use-live.ts';
import { type Loaded, useLoad } from '../use-load.ts';
import { incidentService } from './incident-service.ts';

/** What is shown beside the incident itself: when it can't be had, the page goes on without it and says so. */
export interface Beside<T> {
  value: T;
  problem: Problem | undefined;
}

export interface IncidentData {
  incident: IncidentDetail;
  calls: Beside<CallEdge[]>;
  similar: Beside<SimilarIncident[]>;
}

/** An incident that grows changes with each of its anomalies: look again no more often than this. */
const REFRESH_MS = 2_000;

/** One incident with who calls whom and earlier ones that looked alike, followed live. */
export function useIncident(id: string): Loaded<IncidentData> & { live: LiveState | undefined } {
  const loaded = useLoad(`incident ${id}`, async (signal): Promise<IncidentData> => {
    const [incident, calls, similar] = await Promise.all([
      incidentService.get(id, signal),
      beside<CallEdge[]>(
        [],
        incidentService.callGraph(signal).then((graph) => graph.calls),
      ),
      beside<SimilarIncident[]>([], incidentService.similar(id, signal)),
    ]);
    return { incident, calls, similar };
  });
  const waiting = useRef(false);
  const live = useLive({
    onEvent: (event) => {
      if (event.type !== 'incident' || event.incident.id !== id || waiting.current) return;
      waiting.current = true;
      setTimeout(() => {
        waiting.current = false;
        loaded.reload();
      }, REFRESH_MS);
    },
    onPoll: loaded.reload,
  });
  return { ...loaded, live };
}

async function beside<T>(otherwise: T, value: Promise<T>): Promise<Beside<T>> {
  try {
    return { value: await value, problem: undefined };
  } catch (error) {
    return { value: otherwise, problem: explain(error) };
  }
}

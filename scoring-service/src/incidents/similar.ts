import type { IncidentSummary, SimilarIncident } from '@lapwing/contract';
import type { IncidentStore } from '../stores/incident-store.ts';

/** Earlier incidents that are compared: the newest ones. */
const COMPARED = 500;
/** Below this they have next to nothing in common. */
const LEAST = 0.3;
const MOST = 10;
/** The same first suspect counts as much as half of all services. */
const SUSPECT_SHARE = 0.5;

/** Incidents that began before this one and looked alike, most alike first, then newest. */
export function similarIncidents(store: IncidentStore, to: IncidentSummary): SimilarIncident[] {
  const { items } = store.incidents({ to: Date.parse(to.started_at) }, { limit: COMPARED });
  return items
    .filter(({ id }) => id !== to.id)
    .map((incident) => ({ incident, similarity: similarity(to, incident) }))
    .filter((found) => found.similarity >= LEAST)
    .sort((a, b) => b.similarity - a.similarity || (a.incident.started_at < b.incident.started_at ? 1 : -1))
    .slice(0, MOST);
}

/** 0 to 1: shared services over all services (Jaccard), and whether the suspect and its signal are the same. */
function similarity(a: IncidentSummary, b: IncidentSummary): number {
  const all = new Set([...a.services, ...b.services]);
  const shared = a.services.filter((service) => b.services.includes(service)).length;
  const services = all.size === 0 ? 0 : shared / all.size;
  return (1 - SUSPECT_SHARE) * services + SUSPECT_SHARE * suspectLikeness(a, b);
}

function suspectLikeness(a: IncidentSummary, b: IncidentSummary): number {
  if (a.suspect === null || a.suspect.service !== b.suspect?.service) return 0;
  return a.suspect.signal === b.suspect.signal ? 1 : 0.5;
}

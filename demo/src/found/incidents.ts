import type { Incident } from '@lapwing/contract';

/** Incidents that are kept to be shown: the newest. */
const MOST = 5;

/** The incidents that Lapwing tells of, as they stand now. */
export class Incidents {
  readonly #known = new Map<string, Incident>();

  take(incident: Incident): void {
    // One that was taken in by another is told with that one.
    if (incident.status === 'merged') this.#known.delete(incident.id);
    else this.#known.set(incident.id, incident);
    const oldest = this.newest.slice(MOST);
    for (const { id } of oldest) this.#known.delete(id);
  }

  /** Newest first. */
  get newest(): Incident[] {
    const all = [...this.#known.values()];
    return all.sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at) || (a.id < b.id ? -1 : 1));
  }
}

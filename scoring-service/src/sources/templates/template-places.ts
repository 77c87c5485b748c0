import type { MessageLevel } from '@lapwing/contract';

/** What a message is worth in the contest for a signal of its own: an error is looked for, a debug line is not. */
const WORTH: Readonly<Record<MessageLevel, number>> = { error: 20, warn: 5, info: 1, debug: 0.5 };
/** A newcomer takes the place of another once it is worth so many times as much: two of a kind don't swap daily. */
const LEAD = 2;
/** Candidates remembered beside each place, to notice one that comes up. */
const CANDIDATES_PER_PLACE = 2;
const DAY_MS = 86_400_000;

interface Entry {
  worth: number;
  named: boolean;
}

/** As it is saved: templates by service. */
export interface PlacesState {
  day: number | null;
  services: [service: string, entries: [id: string, worth: number, named: boolean][]][];
}

/**
 * Which templates of a service have a signal of their own: those that come most, worse levels first. What they are worth is
 * halved each day, so that what came up lately can take the place of what went.
 */
export class TemplatePlaces {
  readonly #most: number;
  readonly #services = new Map<string, Map<string, Entry>>();
  #day: number | undefined;

  constructor(most: number, state?: PlacesState) {
    this.#most = most;
    this.#day = state?.day ?? undefined;
    for (const [service, entries] of state?.services ?? []) {
      const restored = entries.map(([id, worth, named]): [string, Entry] => [id, { worth, named }]);
      this.#services.set(service, new Map(restored));
    }
  }

  /** Counts one interval's templates of a service; answers those that lost their place to others. */
  count(
    service: string,
    time: number,
    counts: readonly { templateId: string; level: MessageLevel; count: number }[],
  ): string[] {
    this.#age(time);
    let entries = this.#services.get(service);
    if (entries === undefined) this.#services.set(service, (entries = new Map()));
    let free = this.#most - [...entries.values()].filter(({ named }) => named).length;
    const rising: [string, Entry][] = [];
    for (const { templateId, level, count } of counts) {
      const known = entries.get(templateId) ?? { worth: 0, named: false };
      known.worth += count * WORTH[level];
      entries.set(templateId, known);
      if (!known.named) rising.push([templateId, known]);
    }
    rising.sort(([a, one], [b, other]) => other.worth - one.worth || (a < b ? -1 : 1));
    const lost: string[] = [];
    for (const [, entry] of rising) {
      if (free > 0) {
        entry.named = true;
        free--;
        continue;
      }
      const least = leastNamed(entries);
      if (least === undefined || entry.worth <= LEAD * least[1].worth) break;
      least[1].named = false;
      entry.named = true;
      lost.push(least[0]);
    }
    this.#forget(entries);
    return lost;
  }

  isNamed(service: string, templateId: string): boolean {
    return this.#services.get(service)?.get(templateId)?.named === true;
  }

  /** Named templates that `has` no longer knows give their places up; they are answered. */
  drop(has: (service: string, templateId: string) => boolean): [service: string, templateId: string][] {
    const dropped: [string, string][] = [];
    for (const [service, entries] of this.#services) {
      for (const [id, { named }] of entries) {
        if (has(service, id)) continue;
        entries.delete(id);
        if (named) dropped.push([service, id]);
      }
    }
    return dropped;
  }

  save(): PlacesState {
    const services = [...this.#services].map(([service, entries]): PlacesState['services'][number] => [
      service,
      [...entries].map(([id, { worth, named }]) => [id, worth, named]),
    ]);
    return { day: this.#day ?? null, services };
  }

  #age(time: number): void {
    const day = Math.floor(time / DAY_MS);
    const days = day - (this.#day ?? day);
    this.#day = Math.max(day, this.#day ?? day);
    if (days <= 0) return;
    for (const entries of this.#services.values()) {
      for (const entry of entries.values()) entry.worth /= 2 ** days;
    }
  }

  #forget(entries: Map<string, Entry>): void {
    const candidates = [...entries].filter(([, { named }]) => !named);
    const most = this.#most * CANDIDATES_PER_PLACE;
    if (candidates.length <= most) return;
    candidates.sort(([a, one], [b, other]) => other.worth - one.worth || (a < b ? -1 : 1));
    for (const [id] of candidates.slice(most)) entries.delete(id);
  }
}

function leastNamed(entries: ReadonlyMap<string, Entry>): [string, Entry] | undefined {
  let least: [string, Entry] | undefined;
  for (const one of entries) {
    if (one[1].named && (least === undefined || one[1].worth < least[1].worth)) least = one;
  }
  return least;
}

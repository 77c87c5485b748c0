import { operationTemplate } from './operation-template.ts';

/** What the rest of a service's operations are called together. */
export const OTHER_OPERATIONS = 'other';

/** An operation that has a name of its own, and how often it was seen, of late more than long ago. */
export interface NamedOperation {
  service: string;
  operation: string;
  count: number;
}

interface Entry extends NamedOperation {
  named: boolean;
  /** Of `count`, what it may have taken over from the one whose place it took. */
  inherited: number;
}

/** Names kept beside those in use, to notice one that comes up. */
const CANDIDATES_PER_NAME = 2;
/** A candidate takes the place of the rarest name once it is seen so many times as often: two of a kind don't swap daily. */
const LEAD = 2;
/** Names for templates already met, so that a busy operation is not masked anew each time. */
const MOST_REMEMBERED = 50_000;
const DAY_MS = 86_400_000;

interface ServiceNames {
  counts: Map<string, Entry>;
  named: number;
  day: number;
}

/**
 * Keeps the names of a service's operations few: the most frequent ones keep theirs, the rest is `other`. Counts are
 * halved each day, so that what came up lately can take the place of what went.
 */
export class OperationNames {
  readonly #most: number;
  readonly #services = new Map<string, ServiceNames>();
  readonly #templates = new Map<string, string>();
  #changed = new Set<Entry>();
  #retired: NamedOperation[] = [];

  /** `most`: operations of a service that have a name of their own. */
  constructor(most: number, stored: Iterable<NamedOperation> = []) {
    this.#most = most;
    for (const entry of stored) {
      const names = this.#of(entry.service);
      names.counts.set(entry.operation, { ...entry, named: true, inherited: 0 });
      names.named++;
    }
  }

  /** The name that a call counts under, counted `times` at `at` (epoch ms). */
  nameOf(service: string, operation: string, at: number, times = 1): string {
    const template = this.#template(operation);
    const names = this.#of(service);
    this.#age(names, at);
    const entry = names.counts.get(template) ?? this.#admit(names, service, template);
    entry.count += times;
    if (!entry.named) this.#promote(names, entry);
    if (entry.named) this.#changed.add(entry);
    return entry.named ? template : OTHER_OPERATIONS;
  }

  /** What changed since it was last asked, for keeping: names with their counts, and those that lost theirs. */
  takeChanges(): { changed: NamedOperation[]; retired: NamedOperation[] } {
    const changes = { changed: [...this.#changed].filter(({ named }) => named), retired: this.#retired };
    this.#changed = new Set<Entry>();
    this.#retired = [];
    return changes;
  }

  #template(operation: string): string {
    const known = this.#templates.get(operation);
    if (known !== undefined) return known;
    const made = operationTemplate(operation) || OTHER_OPERATIONS;
    if (this.#templates.size >= MOST_REMEMBERED) this.#templates.clear();
    this.#templates.set(operation, made);
    return made;
  }

  #of(service: string): ServiceNames {
    let names = this.#services.get(service);
    if (names === undefined) {
      names = { counts: new Map(), named: 0, day: NaN };
      this.#services.set(service, names);
    }
    return names;
  }

  #age(names: ServiceNames, at: number): void {
    const day = Math.floor(at / DAY_MS);
    if (Number.isNaN(names.day)) names.day = day;
    if (day <= names.day) return;
    names.day = day;
    for (const entry of names.counts.values()) {
      entry.count = Math.floor(entry.count / 2);
      entry.inherited = Math.floor(entry.inherited / 2);
      if (entry.named) this.#changed.add(entry);
    }
  }

  #admit(names: ServiceNames, service: string, operation: string): Entry {
    const entry: Entry = { service, operation, named: names.named < this.#most, count: 0, inherited: 0 };
    if (entry.named) names.named++;
    else if (names.counts.size >= this.#most * (1 + CANDIDATES_PER_NAME)) {
      // Space-saving (Metwally, Agrawal, El Abbadi 2005): the newcomer inherits the count of the one it drives out.
      const rarest = least(names, false);
      entry.count = rarest?.count ?? 0;
      entry.inherited = entry.count;
      if (rarest !== undefined) names.counts.delete(rarest.operation);
    }
    names.counts.set(operation, entry);
    return entry;
  }

  #promote(names: ServiceNames, entry: Entry): void {
    const rarest = least(names, true);
    const own = entry.count - entry.inherited;
    if (rarest === undefined || own <= LEAD * rarest.count) return;
    rarest.named = false;
    Object.assign(entry, { named: true, count: own, inherited: 0 });
    this.#retired.push(rarest);
  }
}

function least(names: ServiceNames, named: boolean): Entry | undefined {
  let rarest: Entry | undefined;
  for (const entry of names.counts.values()) {
    if (entry.named === named && (rarest === undefined || entry.count < rarest.count)) rarest = entry;
  }
  return rarest;
}

import { newOperation, stepOperation, type OperationHabits } from './event-habits.ts';
import type { Finding } from './finding.ts';
import { logNormalTail } from './normal-tail.ts';
import type { Observation } from './observation.ts';
import { readProfile, writeProfile, type Trust } from './saved-profile.ts';
import { Ways } from './ways.ts';
import { newPlace, stepPlace, type PlaceHabits } from './time-habits.ts';

/** What one interval says of one service. */
export interface BehaviourReading {
  service: string;
  /** −log10 of the chance that a service that behaves as usual shows something as strange in an interval. */
  decades: number;
  /** Strangest first. */
  findings: Finding[];
}

/** Operations and places that are known at most, some 100 bytes each with its events; those seen longest ago leave first. */
const OPERATIONS_MOST = 5_000;
const PLACES_MOST = 5_000;
const FINDINGS_MOST = 3;
/** Nats an interval is expected to show by chance are 1; a service that shows more by itself is believed less. */
const TRUST_INTERVALS = 10;
/** One interval teaches so much at most: faults are not how a service is. */
const TRUST_NATS_MOST = 3;

/**
 * How services usually behave: in which share of an operation's instances each message, call and error comes, and how long
 * each takes. Requests that come more or less often, or of other kinds, change nothing of that. Each interval is tested against
 * what was learnt before it, and then learnt. A function of the observations, in their order.
 */
export class BehaviourProfile {
  readonly #operations: Map<string, OperationHabits>;
  readonly #places: Map<string, PlaceHabits>;
  readonly #trust: Map<string, Trust>;

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  constructor(saved?: string) {
    const state = saved === undefined ? undefined : readProfile(saved);
    this.#operations = state?.operations ?? new Map<string, OperationHabits>();
    this.#places = state?.places ?? new Map<string, PlaceHabits>();
    this.#trust = state?.trust ?? new Map<string, Trust>();
  }

  /** A reading of each service of which something could be tested. */
  step(seen: Observation): BehaviourReading[] {
    const found = new Map<string, { tests: number; findings: Finding[] }>();
    const say = (service: string, deviate: number, words: () => string): void => {
      const one = found.get(service) ?? { tests: 0, findings: [] };
      found.set(service, one);
      one.tests++;
      const least = one.findings.at(FINDINGS_MOST - 1)?.deviate ?? 0;
      if (!(deviate > least)) return;
      one.findings.push({ service, deviate, words: words() });
      one.findings.sort((a, b) => b.deviate - a.deviate);
      one.findings.length = Math.min(FINDINGS_MOST, one.findings.length);
    };
    const events = Map.groupBy(seen.events.values(), ({ event }) => event.context);
    for (const [key, instances] of seen.contexts) {
      const of = { counts: events.get(key) ?? [], heard: seen.heard };
      stepOperation(latest(this.#operations, key, newOperation), instances, of, say);
    }
    const ways = new Ways(say);
    for (const [key, times] of seen.places)
      stepPlace(latest(this.#places, key, newPlace), times, ways.sayOf(times.place));
    ways.blame();
    forgetFirst(this.#operations, OPERATIONS_MOST);
    forgetFirst(this.#places, PLACES_MOST);
    return [...found].map(([service, { tests, findings }]) => {
      const nats = natsOf(findings.at(0)?.deviate ?? 0, tests);
      return { service, decades: this.#believed(service, nats) / Math.LN10, findings };
    });
  }

  save(): string {
    return writeProfile({ operations: this.#operations, places: this.#places, trust: this.#trust });
  }

  #believed(service: string, nats: number): number {
    const trust = latest(this.#trust, service, () => ({ nats: TRUST_INTERVALS, intervals: TRUST_INTERVALS }));
    forgetFirst(this.#trust, OPERATIONS_MOST);
    const believed = nats / Math.max(1, trust.nats / trust.intervals);
    trust.nats += Math.min(TRUST_NATS_MOST, nats);
    trust.intervals++;
    return believed;
  }
}

/** Of the strangest of `tests` tests, either way: Bonferroni's bound, whatever hangs together among them. */
function natsOf(deviate: number, tests: number): number {
  return deviate <= 0 ? 0 : Math.max(0, -(logNormalTail(deviate) + Math.log(2 * tests)));
}

/** The value under a key, made at its first use; it becomes the map's last. */
function latest<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  return value;
}

function forgetFirst(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

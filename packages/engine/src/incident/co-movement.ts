import { ChangedMap } from './changed-map.ts';

/** Pairs of entities that are remembered; the ones that were met least recently are forgotten first. */
const MOST_PAIRS = 20_000;
/** What was seen counts half after this: systems change. */
const HALF_LIFE_MS = 90 * 86_400_000;
/** Weight of what is supposed before anything was seen, in episodes. */
const PRIOR_EPISODES = 2;

export interface Tally {
  count: number;
  /** Mean lag of the second behind the first, ms. */
  lagMs: number;
  at: number;
}

/** How often trouble in one entity was followed by trouble in another, and how much later. */
export class CoMovement {
  /** By pairKey. */
  readonly pairs: ChangedMap<Tally>;
  /** By entity. */
  readonly alone: ChangedMap<Tally>;

  constructor(
    pairs: Iterable<readonly [string, Tally]> = [],
    alone: Iterable<readonly [string, Tally]> = [],
  ) {
    this.pairs = ChangedMap.of(pairs);
    this.alone = ChangedMap.of(alone);
  }

  /** An episode began in `entity` at `time`, after others that began at most a window before. */
  note(entity: string, time: number, before: readonly { entity: string; start: number }[]): void {
    this.#count(this.alone, entity, 0, time);
    for (const earlier of before) {
      if (earlier.entity !== entity)
        this.#count(this.pairs, pairKey(earlier.entity, entity), time - earlier.start, time);
    }
  }

  /** Chance that trouble in `from` comes to `to`: what is supposed (`prior`, 0 to 1), moved by what was seen. */
  chance(from: string, to: string, prior: number, time: number): number {
    const alone = this.alone.get(from);
    const trials = alone === undefined ? 0 : faded(alone, time);
    // Nothing was seen of it alone, so nothing was with others.
    const both = alone === undefined ? undefined : this.pairs.get(pairKey(from, to));
    // Once is chance.
    const hits = both === undefined ? 0 : Math.max(0, Math.min(trials, faded(both, time)) - 1);
    return (hits + PRIOR_EPISODES * prior) / (trials + PRIOR_EPISODES);
  }

  /** Times that they moved together, and the mean lag (ms); undefined when they never did. */
  seen(from: string, to: string): { times: number; lagMs: number } | undefined {
    const both = this.pairs.get(pairKey(from, to));
    return both === undefined ? undefined : { times: Math.round(both.count), lagMs: both.lagMs };
  }

  #count(into: ChangedMap<Tally>, key: string, lagMs: number, time: number): void {
    const known = into.get(key);
    const before = known === undefined ? 0 : faded(known, time);
    const count = before + 1;
    const lag = known === undefined ? lagMs : known.lagMs + (lagMs - known.lagMs) / count;
    // Taken out and put back: a Map keeps the order of insertion, and so its oldest comes first.
    into.delete(key);
    into.set(key, { count, lagMs: lag, at: time });
    if (into.size > MOST_PAIRS) into.delete(into.keys().next().value ?? '');
  }
}

function faded(tally: Tally, time: number): number {
  return tally.count * 0.5 ** (Math.max(0, time - tally.at) / HALF_LIFE_MS);
}

/** A JSON array: no name, whatever it holds, can be mistaken for two. */
function pairKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

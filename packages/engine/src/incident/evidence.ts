import type { CoMovement } from './co-movement.ts';
import { signalOf, type Episode } from './episode.ts';
import type { Relation, Relations, Tie } from './topology.ts';

/** What is known beside the episodes themselves. */
export interface Surroundings {
  relations: Relations;
  history: CoMovement;
  /** Entities that have signals, at least 1. */
  entities: number;
  /** How many entities share a place, by `name=value`. */
  placeSizes: ReadonlyMap<string, number>;
  /** Incidents begin this often, a millisecond, over all entities. */
  rate: number;
  /** How many signals an entity has. */
  signals: ReadonlyMap<string, number>;
  /** Whether an episode came of another one, as it was seen so far. */
  isExplained: (episode: Episode) => boolean;
}

/** Trouble that spreads slowly (a queue fills, memory runs out) does so within minutes: the mean of the exponential lag. */
const SPREAD_MS = 600_000;
/** Most spreads with the requests that meet it: it is seen at once, or within some intervals where it takes that to be sure. */
const AT_ONCE = { share: 0.8, intervals: 2 } as const;
/**
 * Chance that trouble spreads along a relation, before it was ever seen to. Callers suffer from what they call; the other
 * way round trouble goes with traffic, and hardly ever without: what shares a host shows by its place.
 */
const CHANCE: Record<Exclude<Relation, 'same' | 'callee' | 'unrelated' | 'unknown'>, number> = {
  caller: 0.5,
  'far-caller': 0.2,
  'shared-dependency': 0.15,
};
/** Traffic follows who sends it, */
const TRAFFIC_CHANCE = 0.35;
/** whether or not the callee's own is watched. */
const UNSEEN_TRAFFIC_CHANCE = 0.2;
/**
 * Without a graph: a fault is supposed to reach this many other entities, whichever they are. Where the graph knows some, as many
 * of these as their share.
 */
const REACHED = 3;
/**
 * And of those that the graph holds apart, or that are called with no more or less traffic, this many: it does not know everything.
 * So few that a coincidence is taken for
 * one even where trouble is rare (`RootRate` never supposes less than one trouble in some four days).
 */
const REACHED_APART = 0.0005;
/** A label that half of all entities have says nothing. */
const PLACE_SHARE_MOST = 0.5;
/** Trouble in an entity that comes back this soon after it was over is the same trouble, unless something else explains it better. */
const RECURS_MS = 1_800_000;
/**
 * Chance that trouble in an entity comes back, in the signals that showed it. What only suffered does when its cause does, which then
 * explains it; and what shows in other signals altogether is hardly ever the same trouble.
 */
const RECURS = { root: 0.3, suffered: 0.005, otherwise: 0.0005 } as const;
/** A cause comes before its effect; that it was seen with it, or an interval after it, is less likely (nats). */
const SEEN_WITH = -0.5;
const SEEN_AFTER = -2;
/** What is mended seldom begins to trouble others: one in twenty, and less with each interval that passed since (nats). */
const OVER = 3;
const AFTER_END = 1;
const DECIBANS_A_DECADE = 10;

/** An episode with what is the same in all its pairs. */
interface Weighed {
  episode: Episode;
  /** Log of the rate at which its like begins by itself. */
  byItself: number;
  /** What came by chance is no trouble, and troubles nobody: the log of the chance that it is real. */
  real: number;
  /** How others stand to it. */
  tieTo: (entity: string) => Tie;
  /** Places that say something, with the chance that trouble comes by them. */
  places: [place: string, chance: number][];
}

/**
 * The evidence, in nats, that one of `episodes` (`to`) came of another (`from`) rather than by itself: the chance that trouble
 * spreads from one to the other, by the density of such a lag, over the rate at which trouble begins in an entity of itself. Above 0
 * it is more likely than not. What is less than `least` may be answered as -Infinity, and so is an effect that was there before
 * its cause.
 */
export function causalEvidence(
  episodes: readonly Episode[],
  around: Surroundings,
  least: number,
): (from: number, to: number) => number {
  const weighed = episodes.map((episode) => weigh(episode, around));
  return (from, to) => between(weighed[from], weighed[to], around, least);
}

function weigh(episode: Episode, around: Surroundings): Weighed {
  const trouble = around.rate / around.entities;
  const chance = chanceRate(episode, around);
  return {
    episode,
    byItself: Math.log(trouble + chance),
    real: Math.log(trouble / (trouble + chance)),
    tieTo: around.relations.from(episode.entity),
    places: [...episode.places].flatMap((place): [string, number][] => {
      const told = placeChance(place, around);
      return told > 0 ? [[place, told]] : [];
    }),
  };
}

function between(from: Weighed, to: Weighed, around: Surroundings, least: number): number {
  const { episode: cause, real } = from;
  const { episode: effect, byItself } = to;
  // Neither is seen more exactly than the longer interval.
  const slack = Math.max(cause.intervalMs, effect.intervalMs);
  const lag = effect.start - cause.start;
  const same = cause.entity === effect.entity;
  if (lag < -slack || effect.start > cause.end + (same ? RECURS_MS : SPREAD_MS) + slack) return -Infinity;
  if (same) {
    const quiet = Math.max(0, effect.start - cause.end);
    const returns = Math.log(recurs(cause, effect, around)) - Math.log(SPREAD_MS) - quiet / SPREAD_MS;
    return returns + real - byItself;
  }
  const timed = timing(cause, effect, slack);
  // As good as it could be by its time alone.
  if (timed + real - byItself < least) return -Infinity;
  return Math.log(chanceOf(from, to, around)) + timed + real - byItself;
}

/** Density (nats, a millisecond) of such a lag between a cause and what came of it. */
function timing(cause: Episode, effect: Episode, slack: number): number {
  const lag = Math.max(0, effect.start - cause.start);
  const over = effect.start - cause.end - slack;
  const slow = ((1 - AT_ONCE.share) / SPREAD_MS) * Math.exp(-lag / SPREAD_MS);
  if (over > 0) return Math.log(slow) - OVER - (AFTER_END * over) / slack;
  const quick = AT_ONCE.intervals * slack;
  return Math.log((AT_ONCE.share / quick) * Math.exp(-lag / quick) + slow) + orderOf(cause, effect);
}

function orderOf(cause: Episode, effect: Episode): number {
  if (effect.start > cause.start) return 0;
  return effect.start === cause.start ? SEEN_WITH : SEEN_AFTER;
}

/** How often, a millisecond, what is as mild as this begins in an entity by chance alone. */
function chanceRate({ entity, score, intervalMs }: Episode, { signals }: Surroundings): number {
  return ((signals.get(entity) ?? 1) * 10 ** (-score / DECIBANS_A_DECADE)) / intervalMs;
}

function recurs(before: Episode, after: Episode, { isExplained }: Surroundings): number {
  const shown = new Set(before.anomalies.map(signalOf));
  if (!after.anomalies.some((anomaly) => shown.has(signalOf(anomaly)))) return RECURS.otherwise;
  return isExplained(before) ? RECURS.suffered : RECURS.root;
}

function chanceOf(from: Weighed, to: Weighed, around: Surroundings): number {
  const [cause, effect] = [from.episode, to.episode];
  const { relation, confounded } = from.tieTo(effect.entity);
  let prior = priorOf(relation, cause, effect, around);
  for (const [place, chance] of to.places) if (cause.places.has(place)) prior = Math.max(prior, chance);
  // What lies below both moves both, however seldom the one moves the other.
  return confounded ? prior : around.history.chance(cause.entity, effect.entity, prior, effect.start);
}

function priorOf(
  relation: Relation,
  cause: Episode,
  effect: Episode,
  { entities, relations: { unknownShare } }: Surroundings,
): number {
  if (relation === 'unknown') {
    return Math.min(CHANCE['far-caller'], (REACHED * unknownShare) / entities);
  }
  if (relation === 'callee' && effect.traffic) return TRAFFIC_CHANCE;
  if (relation === 'callee' && cause.traffic) return UNSEEN_TRAFFIC_CHANCE;
  if (relation === 'callee' || relation === 'unrelated') return REACHED_APART / entities;
  return relation === 'same' ? RECURS.root : CHANCE[relation];
}

/** A place that few share ties them together; one that many have says nothing. */
function placeChance(place: string, { placeSizes, entities }: Surroundings): number {
  const sharers = placeSizes.get(place) ?? entities;
  return sharers > PLACE_SHARE_MOST * entities ? 0 : Math.min(CHANCE.caller, 1 / sharers);
}

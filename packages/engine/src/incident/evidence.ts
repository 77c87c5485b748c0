import type { CoMovement } from './co-movement.ts';
import type { Episode } from './episode.ts';
import type { Relation, Relations } from './topology.ts';

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
}

/** Trouble spreads within minutes: the mean of the exponential lag that is supposed. */
const SPREAD_MS = 600_000;
/**
 * Chance that trouble spreads along a relation, before it was ever seen to. Callers suffer from what they call; the other
 * way round trouble goes with traffic, and hardly ever without: what shares a host shows by its place.
 */
const CHANCE: Record<Exclude<Relation, 'unrelated' | 'unknown'>, number> = {
  same: 0.05,
  caller: 0.5,
  'far-caller': 0.2,
  callee: 0.0005,
  'shared-dependency': 0.15,
};
/** Traffic follows who sends it, */
const TRAFFIC_CHANCE = 0.35;
/** whether or not the callee's own is watched. */
const UNSEEN_TRAFFIC_CHANCE = 0.2;
/** Without a graph: a fault is supposed to reach this many other entities, whichever they are. */
const REACHED = 3;
/**
 * And of those that the graph holds apart, this many: it does not know everything. So few that a coincidence is taken for
 * one even where trouble is rare (`RootRate` never supposes less than one trouble in some four days).
 */
const REACHED_APART = 0.0005;
/** A label that half of all entities have says nothing. */
const PLACE_SHARE_MOST = 0.5;
/** Trouble in an entity that comes back this soon after it was over is the same trouble, unless something else explains it better. */
const RECURS_MS = 1_800_000;
/** A cause comes before its effect; that it was seen with it, or an interval after it, is less likely (nats). */
const AT_ONCE = -0.5;
const SEEN_AFTER = -2;
/** For each interval that passed since a cause was over: what is mended seldom begins to trouble others (nats). */
const AFTER_END = 1;

/**
 * The evidence, in nats, that `effect` came of `cause` rather than by itself: the chance that trouble spreads from one
 * to the other, by the density of such a lag, over the rate at which trouble begins in an entity of itself. Above 0 it
 * is more likely than not. -Infinity when the effect was there before the cause.
 */
export function causalEvidence(cause: Episode, effect: Episode, around: Surroundings): number {
  // Neither is seen more exactly than the longer interval.
  const slack = Math.max(cause.intervalMs, effect.intervalMs);
  const lag = effect.start - cause.start;
  const same = cause.entity === effect.entity;
  if (lag < -slack || effect.start > cause.end + (same ? RECURS_MS : SPREAD_MS) + slack) return -Infinity;
  const ownRate = around.rate / around.entities;
  if (same) {
    const quiet = Math.max(0, effect.start - cause.end);
    return Math.log(CHANCE.same) - Math.log(SPREAD_MS * ownRate) - quiet / SPREAD_MS;
  }
  const afterEnd = Math.max(0, effect.start - cause.end - slack) / slack;
  const timing = -Math.log(SPREAD_MS * ownRate) - Math.max(0, lag) / SPREAD_MS - AFTER_END * afterEnd;
  const chance = chanceOf(cause, effect, around);
  return Math.log(chance) + timing + orderOf(lag);
}

function orderOf(lag: number): number {
  if (lag > 0) return 0;
  return lag === 0 ? AT_ONCE : SEEN_AFTER;
}

function chanceOf(cause: Episode, effect: Episode, around: Surroundings): number {
  const relation = around.relations.between(cause.entity, effect.entity);
  let prior = priorOf(relation, cause, effect, around.entities);
  for (const place of effect.places) {
    if (cause.places.has(place)) prior = Math.max(prior, placeChance(place, around));
  }
  // What lies below both moves both, however seldom the one moves the other.
  const confounded =
    relation === 'callee' ||
    (relation === 'unrelated' && around.relations.shareDependency(cause.entity, effect.entity));
  return confounded ? prior : around.history.chance(cause.entity, effect.entity, prior, effect.start);
}

function priorOf(relation: Relation, cause: Episode, effect: Episode, entities: number): number {
  if (relation === 'unknown') return Math.min(CHANCE['far-caller'], REACHED / entities);
  if (relation === 'unrelated') return REACHED_APART / entities;
  if (relation === 'callee' && effect.traffic) return TRAFFIC_CHANCE;
  if (relation === 'callee' && cause.traffic) return UNSEEN_TRAFFIC_CHANCE;
  return CHANCE[relation];
}

/** A place that few share ties them together; one that many have says nothing. */
function placeChance(place: string, { placeSizes, entities }: Surroundings): number {
  const sharers = placeSizes.get(place) ?? entities;
  return sharers > PLACE_SHARE_MOST * entities ? 0 : Math.min(CHANCE.caller, 1 / sharers);
}

import {
  beyondLuck,
  saturated,
  type Evidence,
  type EvidenceKind,
  type EvidenceReach,
  type Window,
} from './evidence.ts';
import { PHASES, phaseStart, since, type PhasedCount } from './phases.ts';
import { rateDeviate, shareDeviate } from './statistics.ts';

/** Troubles are errors, warnings and what is done because of them. */
export type EventMood = 'trouble' | 'ordinary';

/** In how many instances of the operation (or service) that it belongs to an event came, once counted per instance. */
export interface EventRate {
  service: string;
  kind: EvidenceKind;
  signal: string;
  mood: EventMood;
  reach: EvidenceReach;
  count: PhasedCount;
  /** How often in all: an instance may have it many times. */
  times: PhasedCount;
  /** Sum of the squares of how often, over the past's instances: tells how much it varies by itself. */
  pastSquares: number;
  /** Key and instances of the context that it happens in. */
  contextKey: string;
  context: PhasedCount;
  /** What happens, for people: "message", "call". */
  noun: string;
  example: string;
}

/** Fewer instances of a context on a side say nothing about what is usual in it. */
const FEWEST_INSTANCES = 3;
/** Shares this many e-folds apart, of those that have it or those that lack it, count in full: about five times. */
const FULL_LOG_CHANGE = 1.5;
/** Added to shares before their ratio is taken: from one in a hundred to none is no large change. */
const SHARE_FLOOR = 0.05;

/** Another event that comes for one that stopped may still be what a fault does instead: a part of it counts. */
const MOST_REPLACED = 0.8;

/**
 * Troubles that rise count in full, ordinary events that stop nearly as much (work that is no longer done), ordinary events
 * that rise little (retries, another branch), troubles that stop hardly at all.
 */
const WEIGHT: Readonly<Record<EventMood, { up: number; down: number }>> = {
  trouble: { up: 1, down: 0.15 },
  ordinary: { up: 0.25, down: 0.75 },
};

export function eventEvidence(rates: Iterable<EventRate>, window: Window): Evidence[] {
  const known = [...rates].filter(
    ({ context }) => context.past >= FEWEST_INSTANCES && since(context, 0) >= FEWEST_INSTANCES,
  );
  const chances = new Map<string, number>();
  for (const { service } of known) chances.set(service, (chances.get(service) ?? 0) + PHASES);
  const rises = new Rises(known);
  return known.flatMap((rate) => {
    const found = strongest(rate, chances.get(rate.service) ?? 1, rises);
    if (found.strength <= 0) return [];
    const { service, kind, signal, reach } = rate;
    const onsetMs = phaseStart(found.phase, window);
    const words = wordsOf(rate, found.phase);
    return [{ service, kind, family: rate.noun, signal, strength: found.strength, reach, onsetMs, words }];
  });
}

function strongest(rate: EventRate, chances: number, rises: Rises): { strength: number; phase: number } {
  let best = { strength: 0, phase: 0 };
  for (let phase = 0; phase < PHASES; phase++) {
    if (since(rate.context, phase) < FEWEST_INSTANCES) break;
    const { deviate, effect } = changeOf(rate, phase);
    const weight = WEIGHT[rate.mood][deviate > 0 ? 'up' : 'down'];
    const sure = saturated(beyondLuck(Math.abs(deviate), chances));
    let strength = sure * effect * weight;
    if (strength <= best.strength) continue;
    if (rate.mood === 'ordinary' && deviate < 0) strength *= 1 - replaced(rate, phase, rises);
    if (strength > best.strength) best = { strength, phase };
  }
  return best;
}

/** How many instances have it, and how often they have it: whichever changed more. */
function changeOf(rate: EventRate, phase: number): { deviate: number; effect: number } {
  const { past } = rate.context;
  const instances = since(rate.context, phase);
  const having = {
    deviate: shareDeviate(rate.count.past, past, since(rate.count, phase), instances),
    effect: Math.min(
      1,
      shareChange(rate.count.past / past, since(rate.count, phase) / instances) / FULL_LOG_CHANGE,
    ),
  };
  const mean = rate.times.past / past;
  const spread = rate.pastSquares / past - mean * mean;
  const overdispersion = Math.sqrt(Math.max(1, mean > 0 ? spread / mean : 1));
  const often = rateDeviate(rate.times.past, past, since(rate.times, phase), instances) / overdispersion;
  const change = Math.log((since(rate.times, phase) / instances + SHARE_FLOOR) / (mean + SHARE_FLOOR));
  const effect = Math.min(1, Math.abs(change) / FULL_LOG_CHANGE);
  return Math.abs(often) * effect > Math.abs(having.deviate) * having.effect
    ? { deviate: often, effect }
    : having;
}

/**
 * What share of an event that stopped has another ordinary event in its place, 0 to MOST_REPLACED: another branch for
 * another kind of request is no work left undone.
 */
function replaced(rate: EventRate, phase: number, rises: Rises): number {
  const fall = shareFrom(rate, phase) * -1;
  return fall <= 0 ? 0 : MOST_REPLACED * (Math.min(rises.most(rate, phase), fall) / fall);
}

/** Of the ordinary events of a context, by how much the one rose that rose most: looked up once, however many there are. */
class Rises {
  readonly #most = new Map<string, number[]>();

  constructor(rates: readonly EventRate[]) {
    for (const rate of rates) {
      if (rate.mood !== 'ordinary') continue;
      const key = Rises.#key(rate);
      let most = this.#most.get(key);
      if (!most) this.#most.set(key, (most = new Array<number>(PHASES).fill(0)));
      for (let phase = 0; phase < PHASES; phase++)
        most[phase] = Math.max(most[phase], shareFrom(rate, phase));
    }
  }

  most(rate: EventRate, phase: number): number {
    return this.#most.get(Rises.#key(rate))?.[phase] ?? 0;
  }

  static #key({ contextKey, noun }: EventRate): string {
    return `${noun}\n${contextKey}`;
  }
}

/** Change of the share of instances that have it. */
function shareFrom({ count, context }: EventRate, phase: number): number {
  return since(count, phase) / Math.max(1, since(context, phase)) - count.past / Math.max(1, context.past);
}

/** E-folds of those that have it when they grow; of those that have or lack it when they fall: from always to half is much. */
function shareChange(before: number, now: number): number {
  const having = Math.log((now + SHARE_FLOOR) / (before + SHARE_FLOOR));
  const lacking = Math.log((1 - now + SHARE_FLOOR) / (1 - before + SHARE_FLOOR));
  return now > before ? having : Math.max(-having, lacking);
}

function wordsOf(rate: EventRate, phase: number): string {
  const now = since(rate.count, phase);
  const instances = since(rate.context, phase);
  const rising = now * rate.context.past > rate.count.past * instances;
  const verb = now === 0 ? 'stopped' : rate.count.past === 0 ? 'began' : rising ? 'rose' : 'fell';
  return `${rate.noun} ${verb}: in ${rate.count.past} of ${rate.context.past} before, in ${now} of ${instances} since; e.g. ${rate.example}`;
}

import {
  beyondLuck,
  saturated,
  type Evidence,
  type EvidenceKind,
  type EvidenceReach,
  type Window,
} from './evidence.ts';
import { PHASES, phaseStart, since, type PhasedCount } from './phases.ts';
import { shareDeviate } from './statistics.ts';

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
  /** Instances of the context that it happens in. */
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
  return known.flatMap((rate) => {
    const { strength, phase } = strongest(rate, chances.get(rate.service) ?? 1);
    if (strength <= 0) return [];
    const { service, kind, signal, reach } = rate;
    const onsetMs = phaseStart(phase, window);
    return [
      { service, kind, family: rate.noun, signal, strength, reach, onsetMs, words: wordsOf(rate, phase) },
    ];
  });
}

function strongest(rate: EventRate, chances: number): { strength: number; phase: number } {
  let best = { strength: 0, phase: 0 };
  for (let phase = 0; phase < PHASES; phase++) {
    const instances = since(rate.context, phase);
    if (instances < FEWEST_INSTANCES) break;
    const deviate = shareDeviate(rate.count.past, rate.context.past, since(rate.count, phase), instances);
    const before = rate.count.past / rate.context.past;
    const now = since(rate.count, phase) / instances;
    const weight = WEIGHT[rate.mood][deviate > 0 ? 'up' : 'down'];
    const strength =
      saturated(beyondLuck(Math.abs(deviate), chances)) *
      Math.min(1, logChange(before, now) / FULL_LOG_CHANGE) *
      weight;
    if (strength > best.strength) best = { strength, phase };
  }
  return best;
}

/** Either way round: from never to half is as large as from always to half. */
function logChange(before: number, now: number): number {
  const having = Math.log((now + SHARE_FLOOR) / (before + SHARE_FLOOR));
  const lacking = Math.log((1 - now + SHARE_FLOOR) / (1 - before + SHARE_FLOOR));
  return Math.max(Math.abs(having), Math.abs(lacking));
}

function wordsOf(rate: EventRate, phase: number): string {
  const now = since(rate.count, phase);
  const instances = since(rate.context, phase);
  const rising = now * rate.context.past > rate.count.past * instances;
  const verb = now === 0 ? 'stopped' : rate.count.past === 0 ? 'began' : rising ? 'rose' : 'fell';
  return `${rate.noun} ${verb}: in ${rate.count.past} of ${rate.context.past} before, in ${now} of ${instances} since; e.g. ${rate.example}`;
}

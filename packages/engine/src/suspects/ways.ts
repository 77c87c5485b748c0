import type { Evidence } from './evidence.ts';

/** A caller must call so many services before what they have in common is its own. */
const FEWEST_WAYS = 3;
/** And this share of them must have grown longer. */
const MOST_WAYS = 0.7;
/** A way of the same service by another caller has grown as well when its evidence is this share as strong. */
const AS_WELL = 0.3;
/** What a called service keeps of a way that is longer for one of its callers alone: it may treat that one worse. */
const ONE_CALLERS = 0.3;

/** Which way calls go; no caller for what is no call. */
interface Way {
  caller: string | undefined;
  service: string;
}

/** Evidence of a longer time, and the caller when it is time on the way. */
export interface Longer {
  caller: string | undefined;
  found: Evidence;
}

/**
 * Says whose the time on the way is. It is told of the called service, unless most calls of the caller grew longer, then
 * what they have in common is the caller's (it is slow to send, or to take answers); or unless other callers of the same
 * service see nothing, then most of it is this caller's. `measured` are all ways that could have grown.
 */
export function waysBlamed(evidence: readonly Longer[], measured: readonly Way[]): Evidence[] {
  const ofCaller = Map.groupBy(measured, ({ caller }) => caller);
  const result: Evidence[] = [];
  for (const [caller, longer] of Map.groupBy(evidence, (one) => one.caller)) {
    const found = longer.map((one) => one.found);
    if (caller === undefined) {
      result.push(...found);
      continue;
    }
    const all = ofCaller.get(caller)?.length ?? 0;
    const common = inCommon(found, all);
    for (const one of found) {
      const rest = Math.max(0, one.strength - common);
      const share = othersSeeNothing(one, caller, evidence, measured) ? ONE_CALLERS : 1;
      result.push({ ...one, strength: rest * share });
      if (share < 1) result.push({ ...one, service: caller, strength: rest * (1 - share) });
    }
    if (common > 0) result.push(ofAll(caller, found, all));
  }
  return result;
}

/** The strength that most ways of a caller have at least. */
function inCommon(found: readonly Evidence[], all: number): number {
  if (all < FEWEST_WAYS) return 0;
  const strengths = found.map(({ strength }) => strength).sort((a, b) => b - a);
  return strengths[Math.ceil(all * MOST_WAYS) - 1] ?? 0;
}

function othersSeeNothing(
  { service, strength }: Evidence,
  caller: string,
  evidence: readonly Longer[],
  measured: readonly Way[],
): boolean {
  const others = measured.filter(
    (way) => way.service === service && way.caller !== undefined && way.caller !== caller,
  );
  if (others.length === 0) return false;
  return !evidence.some(
    (one) =>
      one.found.service === service &&
      one.caller !== undefined &&
      one.caller !== caller &&
      one.found.strength >= AS_WELL * strength,
  );
}

function ofAll(caller: string, found: readonly Evidence[], all: number): Evidence {
  const [first] = [...found].sort((a, b) => b.strength - a.strength);
  return {
    ...first,
    service: caller,
    signal: `${caller} → all that it calls`,
    strength: found.reduce((sum, { strength }) => sum + strength, 0) / found.length,
    words: `${found.length} of ${all} services that ${caller} calls are longer on the way; ${first.words}`,
  };
}

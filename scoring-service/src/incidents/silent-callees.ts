import type { CallGraph, Evidence } from '@lapwing/engine';

/** A service whose time of its own is so many deviates longer is slower for sure (three sigma). */
const SURE = 3;
/** From this share of its callers on that are slower, what sends no spans may be why; one of many points at itself. */
const CALLERS_LEAST = 0.5;

/**
 * A service's own time holds that of what it calls and sends no spans (a database): nothing else tells of it. So longer time of its
 * own tells of these as well, and is explained by their trouble; as far as the others who call them are slower, too, for a
 * database that is slow is slow for all. `senders` are the services that send spans.
 */
export function withSilentCallees(
  evidence: readonly Evidence[],
  graph: CallGraph,
  senders: ReadonlySet<string>,
): Evidence[] {
  const slower = new Map<string, number>();
  for (const one of evidence.filter(isOwnTime))
    slower.set(one.service, Math.max(slower.get(one.service) ?? 0, Math.min(1, one.strength / SURE)));
  /** How many of those who call it are slower, as a share. */
  const agreed = (silent: string): number => {
    const callers = [...graph.callersOf(silent).keys()].filter((caller) => senders.has(caller));
    return callers.reduce((sum, caller) => sum + (slower.get(caller) ?? 0), 0) / Math.max(1, callers.length);
  };
  return evidence.flatMap((one) => {
    if (!isOwnTime(one)) return [one];
    const silent = [...graph.calleesOf(one.service).keys()]
      .filter((callee) => !senders.has(callee))
      .map((service) => ({ service, share: agreed(service) }))
      .filter(({ share }) => share >= CALLERS_LEAST);
    if (silent.length === 0) return [one];
    const theirs = silent.map(({ service, share }): Evidence => {
      const strength = (one.strength * share) / silent.length;
      return { ...one, service, strength, words: `in ${one.service}, ${one.words}` };
    });
    return [{ ...one, reach: 'callee' }, ...theirs];
  });
}

function isOwnTime({ family, reach }: Evidence): boolean {
  return family === 'time' && reach === 'own';
}

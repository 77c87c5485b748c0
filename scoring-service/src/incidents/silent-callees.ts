import type { CallGraph, Evidence } from '@lapwing/engine';

/**
 * A service's own time holds that of what it calls and sends no spans (a database): nothing else tells of it. So longer time of its
 * own tells of these as well, in equal parts, and is explained by their trouble. `senders` are the services that send spans.
 */
export function withSilentCallees(
  evidence: Evidence,
  graph: CallGraph,
  senders: ReadonlySet<string>,
): Evidence[] {
  const { service, family, reach, strength } = evidence;
  if (family !== 'time' || reach !== 'own') return [evidence];
  const silent = [...graph.depthsFrom(service)].filter(
    ([below, depth]) => depth === 1 && !senders.has(below),
  );
  const theirs = silent.map(([below]): Evidence => ({
    ...evidence,
    service: below,
    strength: strength / silent.length,
  }));
  return silent.length === 0 ? [evidence] : [{ ...evidence, reach: 'callee' }, ...theirs];
}

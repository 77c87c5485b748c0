import type { CallGraph } from './call-graph.ts';

/** A caller whose trouble is less than this is not part of the way. */
const SUFFERS = 0.2;

/**
 * The way trouble took upwards from a service: to the symptom by the fewest calls when it is known, else from caller to
 * caller as long as they suffer, always to the one that suffers most. `trouble` is 0 to 1 by service.
 */
export function spreadPath(
  service: string,
  graph: CallGraph,
  trouble: ReadonlyMap<string, number>,
  symptom?: string,
): string[] {
  const path = [service];
  const depths = symptom === undefined ? undefined : graph.depthsFrom(symptom);
  for (let at = service; at !== symptom;) {
    const next = [...graph.callersOf(at).keys()]
      .filter((caller) => !path.includes(caller))
      .filter((caller) =>
        depths
          ? (depths.get(caller) ?? Infinity) < (depths.get(at) ?? 0)
          : (trouble.get(caller) ?? 0) >= SUFFERS,
      )
      .sort((a, b) => (trouble.get(b) ?? 0) - (trouble.get(a) ?? 0))[0];
    if (next === undefined) break;
    path.push(next);
    at = next;
  }
  return path;
}

import type { IncidentStep, Suspect } from '@lapwing/contract';
import type { Incident, IncidentPart } from '@lapwing/engine';

/**
 * The way trouble took, from where the ranking says that it began: what moved first is not always what broke. The explanations of
 * the parts are a tree; between the first suspect's part and the part that was explained by nothing they are turned round. A suspect
 * without anomalies, which spans and lines speak of, comes before what it reached first. Without a suspect the tree stands as it is.
 */
export function wayOf(
  { parts, spread }: Pick<Incident, 'parts' | 'spread'>,
  suspect: Suspect | null,
): IncidentStep[] {
  const causes = new Map(spread.map((step) => [step.to, step]));
  const first = (entity: string): IncidentPart | undefined =>
    parts.filter((part) => part.entity === entity).sort((a, b) => a.start - b.start)[0];
  const before: IncidentStep[] = [];
  let root: IncidentPart | undefined;
  if (suspect !== null && parts.length > 0) {
    const reached = suspect.path.findIndex((service) => first(service) !== undefined);
    const way = reached === -1 ? [suspect.service] : suspect.path.slice(0, reached + 1);
    root = reached === -1 ? parts.find((part) => !causes.has(part)) : first(way[reached]);
    if (reached === -1 && root !== undefined) way.push(root.entity);
    for (let i = 1; i < way.length; i++)
      before.push({ from: way[i - 1], to: way[i], lag_seconds: 0, evidence: 0 });
  }
  const turned = new Set<Incident['spread'][number]>();
  for (let step = root && causes.get(root); step !== undefined; step = causes.get(step.from)) {
    if (turned.has(step)) break;
    turned.add(step);
  }
  const steps = spread.map((step): IncidentStep => {
    const [from, to] = turned.has(step) ? [step.to, step.from] : [step.from, step.to];
    const lag = (to.start - from.start) / 1000;
    return { from: from.entity, to: to.entity, lag_seconds: lag, evidence: step.evidence };
  });
  return [...before, ...steps];
}

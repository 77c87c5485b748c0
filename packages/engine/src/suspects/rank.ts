import type { CallGraph } from './call-graph.ts';
import type { Evidence } from './evidence.ts';
import { spreadPath } from './spread.ts';

export interface RankOptions {
  /** The service that was seen to suffer. */
  symptom?: string;
}

export interface Suspect {
  service: string;
  score: number;
  /** What of the service's evidence weighs most, strongest first. */
  evidence: Evidence[];
  /** The way trouble took from here: itself, who calls it, and so on up to the symptom or the last that suffers. */
  path: string[];
}

/** Each further family of evidence of a service counts half the one before: they are seldom independent. */
const FURTHER = 0.5;
const PIECES = 4;
/** What a caller keeps of evidence that a callee's trouble explains in full. */
const UNEXPLAINED = 0.35;
/** A service whose evidence is this strong is in trouble as good as surely. */
const SURE = 6;
/** What counts of a suspect that the symptom does not call, directly or through others. */
const FAR_FROM_SYMPTOM = 0.5;

/** Whether one service stands out, some do, or none. */
export type Confidence = 'likely' | 'possible' | 'unknown';

/** Below this score a suspect is no more than chance makes of one. */
const CHANCE = 1.5;
/** The first is likely when the second has less than this share of its score. */
const CLEAR_SHARE = 0.6;

/**
 * Every service of the graph and of the evidence, most suspect first: what a callee's trouble explains of its evidence
 * counts less, so does what the symptom does not call.
 */
export function rankSuspects(
  all: readonly Evidence[],
  graph: CallGraph,
  options: RankOptions = {},
): Suspect[] {
  const byService = Map.groupBy(all, (evidence) => evidence.service);
  const services = [...new Set([...graph.services, ...byService.keys()])];
  const trouble = new Map(
    services.map((service) => [service, 1 - Math.exp(-weigh(byService.get(service) ?? []) / SURE)]),
  );
  const reachable = options.symptom === undefined ? undefined : graph.depthsFrom(options.symptom);
  const suspects = services.map((service): Suspect => {
    const explained = most(graph.depthsFrom(service), service, trouble);
    const evidence = (byService.get(service) ?? [])
      .map((piece) => ({
        ...piece,
        strength: piece.strength * (piece.reach === 'own' ? 1 : 1 - (1 - UNEXPLAINED) * explained),
      }))
      .sort((a, b) => b.strength - a.strength);
    const near = reachable === undefined || reachable.has(service) ? 1 : FAR_FROM_SYMPTOM;
    const path = spreadPath(service, graph, trouble, options.symptom);
    return { service, score: weigh(evidence) * near, evidence, path };
  });
  return suspects.sort((a, b) => b.score - a.score || (a.service < b.service ? -1 : 1));
}

/** What a ranking is worth. */
export function confidenceOf([first, second]: readonly Suspect[]): Confidence {
  if (!first || first.score < CHANCE) return 'unknown';
  return (second?.score ?? 0) < CLEAR_SHARE * first.score ? 'likely' : 'possible';
}

function most(depths: Map<string, number>, service: string, trouble: Map<string, number>): number {
  let value = 0;
  for (const name of depths.keys()) if (name !== service) value = Math.max(value, trouble.get(name) ?? 0);
  return value;
}

function weigh(evidence: readonly Evidence[]): number {
  const best = new Map<string, number>();
  for (const { kind, family, strength } of evidence) {
    const key = `${kind} ${family}`;
    best.set(key, Math.max(best.get(key) ?? 0, strength));
  }
  return [...best.values()]
    .sort((a, b) => b - a)
    .slice(0, PIECES)
    .reduce((sum, strength, index) => sum + strength * FURTHER ** index, 0);
}

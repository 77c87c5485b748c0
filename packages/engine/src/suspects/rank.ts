import type { CallGraph } from './call-graph.ts';
import type { Evidence } from './evidence.ts';
import { spreadPath } from './spread.ts';
import { movesWith } from './together.ts';

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
const UNEXPLAINED = 0.3;
/** A service whose evidence is this strong is in trouble as good as surely. */
const SURE = 4;
/** A suspect that would explain all other trouble counts so much more than one that explains none. */
const EXPLAINS_OTHERS = 1;
/** What counts of a suspect that the symptom does not call, directly or through others. */
const FAR_FROM_SYMPTOM = 0.5;

/** Whether one service stands out, some do, or none. */
export type Confidence = 'likely' | 'possible' | 'unknown';

/** Below this score a suspect is no more than chance makes of one. */
const CHANCE = 1.5;
/** And below this nobody is likely: jobs, releases and neighbours bring as much about when nothing is wrong. */
const LEAST_LIKELY = 3;
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
  const { symptom } = options;
  const bySymptom =
    symptom === undefined ? undefined : movesWith(all.filter((one) => one.service === symptom));
  const weighed = bySymptom ? all.map((one) => ({ ...one, strength: one.strength * bySymptom(one) })) : all;
  const byService = Map.groupBy(weighed, ({ service }) => service);
  const services = [...new Set([...graph.services, ...byService.keys()])];
  const weights = new Map(services.map((service) => [service, weigh(byService.get(service) ?? [])]));
  const trouble = new Map([...weights].map(([service, weight]) => [service, 1 - Math.exp(-weight / SURE)]));
  const reachable = symptom === undefined ? undefined : graph.depthsFrom(symptom);
  const whole = [...trouble.values()].reduce((sum, value) => sum + value ** 2, 0);
  const suspects = services.map((service): Suspect => {
    const byCallees = most(graph.depthsFrom(service), service, trouble);
    const byCallers = most(graph.callersOf(service), service, trouble);
    const explained = { own: 0, callee: byCallees, load: byCallers };
    const evidence = (byService.get(service) ?? [])
      .map((piece) => ({
        ...piece,
        strength: piece.strength * (1 - (1 - UNEXPLAINED) * explained[piece.reach]),
      }))
      .sort((a, b) => b.strength - a.strength);
    const near = reachable === undefined || reachable.has(service) ? 1 : FAR_FROM_SYMPTOM;
    const rest = whole - (trouble.get(service) ?? 0) ** 2;
    const reach = rest > 0 ? above(graph.heightsFrom(service), service, trouble) / rest : 0;
    const score = weigh(evidence) * near * (1 + EXPLAINS_OTHERS * reach);
    return { service, score, evidence, path: spreadPath(service, graph, trouble, symptom) };
  });
  return suspects.sort(
    (a, b) => b.score - a.score || onsetOf(a) - onsetOf(b) || (a.service < b.service ? -1 : 1),
  );
}

/** Trouble of those who call it, directly or through others. */
function above(heights: Map<string, number>, service: string, trouble: Map<string, number>): number {
  let sum = 0;
  for (const name of heights.keys()) if (name !== service) sum += (trouble.get(name) ?? 0) ** 2;
  return sum;
}

/** When the first of its evidence was seen; after every other where nothing tells. */
function onsetOf({ evidence }: Suspect): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...evidence.flatMap(({ onsetMs }) => onsetMs ?? []));
}

/** What a ranking is worth. */
export function confidenceOf([first, second]: readonly Suspect[]): Confidence {
  if (!first || first.score < CHANCE) return 'unknown';
  const clear = (second?.score ?? 0) < CLEAR_SHARE * first.score;
  return clear && first.score >= LEAST_LIKELY ? 'likely' : 'possible';
}

function most(depths: ReadonlyMap<string, number>, service: string, trouble: Map<string, number>): number {
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

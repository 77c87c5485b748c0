import type { Anomaly, Confidence, Suspect } from '@lapwing/contract';
import {
  ROLE,
  beyondLuck,
  confidenceOf,
  rankSuspects,
  saturated,
  type CallGraph,
  type Evidence,
} from '@lapwing/engine';
import { BEHAVIOUR } from '../sources/behaviour/words.ts';
import { entityOf } from './entity-of.ts';
import { weighSurge, type Piece } from './surge.ts';
import type { ExampleOf } from './examples-of.ts';
import { nameOf } from './name-of.ts';
import { roleOf } from './role-of.ts';

/** Suspects that an incident names at most: nobody reads on. */
const SUSPECTS_MOST = 10;
/** Pieces of evidence told for each. */
const EVIDENCE_MOST = 5;
/** Decibans in one decade of a p-value. */
const DECIBANS_A_DECADE = 10;

/** Where an incident may have started, and what that ranking is worth. */
export interface Suspicion {
  suspects: Suspect[];
  confidence: Confidence;
}

/** What is known beside an incident's anomalies. */
export interface SuspectsContext {
  graph: CallGraph;
  /** Something to look at; nothing where absent. */
  exampleOf?: ExampleOf | undefined;
  /** What spans and lines tell. */
  events?: readonly Evidence[];
  /** How many signals are watched in all: among many, one is a little strange at any time. */
  signals?: number;
}

/** Ranks where an incident began, from its anomalies, who calls whom, and what spans and lines tell beside. */
export function suspectsOf(
  anomalies: readonly Anomaly[],
  { graph, exampleOf = () => undefined, events = [], signals = 1 }: SuspectsContext,
): Suspicion {
  const bySignal = new Map<string, Anomaly>();
  const behaviour = new Map<string, Anomaly>();
  const told = new Set(events.map(({ service }) => service));
  const pieces = anomalies.flatMap((anomaly) => {
    const piece = pieceOf(anomaly, signals);
    bySignal.set(placeOf(piece.evidence), anomaly);
    if (anomaly.labels['metric'] !== BEHAVIOUR) return [piece];
    behaviour.set(piece.evidence.service, anomaly);
    // The events say in detail what it sums up.
    return told.has(piece.evidence.service) ? [] : [piece];
  });
  for (const evidence of events) pieces.push({ evidence, rose: true });
  const ranked = rankSuspects(weighSurge(pieces, graph), graph);
  const suspects = ranked.filter((suspect) => suspect.evidence.length > 0).slice(0, SUSPECTS_MOST);
  return {
    suspects: suspects.map(({ service, score, evidence: pieces, path }, i) => ({
      rank: i + 1,
      service,
      kind: pieces[0].kind,
      signal: pieces[0].signal,
      signal_id: (bySignal.get(placeOf(pieces[0])) ?? behaviour.get(service))?.signal_id ?? null,
      score,
      evidence: pieces.slice(0, EVIDENCE_MOST).map((piece) => inWords(piece, bySignal, exampleOf)),
      path,
    })),
    confidence: confidenceOf(ranked),
  };
}

/** The evidence in words, with something to look at. */
function inWords(piece: Evidence, bySignal: ReadonlyMap<string, Anomaly>, exampleOf: ExampleOf): string {
  const anomaly = bySignal.get(placeOf(piece));
  const example = anomaly === undefined ? undefined : exampleOf(anomaly);
  return example === undefined ? piece.words : `${piece.words} (${example})`;
}

function placeOf({ service, signal }: Evidence): string {
  return JSON.stringify([service, signal]);
}

function pieceOf(anomaly: Anomaly, signals: number): Piece {
  const name = nameOf(anomaly);
  const role = roleOf(anomaly);
  const { up, down, reach } = ROLE[role];
  const rose = anomaly.actual >= anomaly.expected;
  const weight = rose ? up : down;
  const evidence: Evidence = {
    service: entityOf(anomaly.labels, anomaly.detector_id),
    kind: anomaly.kind,
    signal: name,
    family: role,
    strength: weight * saturated(beyondLuck(deviateOf(anomaly.score), signals)),
    reach,
    onsetMs: Date.parse(anomaly.start),
    words: `${name}: ${anomaly.reason}`,
  };
  return { evidence, rose };
}

/** The normal deviate whose two-sided tail is as rare as a score: sqrt(2 ln(1/p)) less a little, far out. */
function deviateOf(score: number): number {
  const nats = (score / DECIBANS_A_DECADE) * Math.LN10;
  return nats <= 0 ? 0 : Math.sqrt(2 * nats);
}

/** Which of the three sources a piece of evidence comes from. */
export type EvidenceKind = 'metric' | 'log' | 'trace';

/**
 * Who else than the service itself could have brought this about, and so explain it away:
 * - `own`: nobody (its own processor, memory, disk, time spent in itself, its process gone);
 * - `callee`: a service that it calls (errors, events that begin or stop, time spent waiting);
 * - `load`: those who call it (requests that grow or fall away).
 */
export type EvidenceReach = 'own' | 'callee' | 'load';

/** One thing about one service that is not as it was. */
export interface Evidence {
  service: string;
  kind: EvidenceKind;
  /** The metric, log template, operation or call that changed. */
  signal: string;
  /** Evidence of one family moves together (a processor's share and its seconds): the strongest speaks for it. */
  family: string;
  /** How sure and how large the change is, on the scale of a normal deviate: 0 is nothing, 3 is rare, about 12 the most. */
  strength: number;
  reach: EvidenceReach;
  /** Who says so, where a service is named in another one's trouble: it asks this one. */
  by?: string;
  /** When it was first seen (epoch ms), where that can be told. */
  onsetMs?: number;
  /** How far it lay from its past in each piece of the trouble, in its direction; NaN where nothing was read. */
  profile?: Float64Array;
  /** The change in words and numbers. */
  words: string;
}

/** What evidence is gathered from: before `atMs` is the ordinary past, up to `untilMs` (not included) is the trouble. */
export interface Window {
  atMs: number;
  untilMs: number;
}

/** Beyond this a larger deviate tells no more: the change is certain, and what ranks is how far it reaches. */
const STRONGEST = 12;

/** A normal deviate squeezed so that it is itself while small and never more than STRONGEST. */
export function saturated(deviate: number): number {
  return deviate <= 0 ? 0 : STRONGEST * -Math.expm1(-deviate / STRONGEST);
}

/**
 * The strongest of `chances` normal deviates is about sqrt(2 ln chances) by luck alone: what is beyond that counts, and what
 * is not beyond it keeps its order at next to nothing.
 */
export function beyondLuck(deviate: number, chances: number): number {
  const excess = (deviate * deviate) / 2 - Math.log(Math.max(1, chances));
  return Math.sqrt(2 * (excess > 30 ? excess : Math.log1p(Math.exp(excess))));
}

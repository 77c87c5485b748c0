import { ROLE, type CallGraph, type Evidence } from '@lapwing/engine';

/** What counts of the evidence of a service that more is asked of than usual: it works and waits because of that. */
const PUSHED = 0.2;

/** Evidence from an anomaly, and whether the reading lay above what was expected. */
export interface Piece {
  evidence: Evidence;
  rose: boolean;
}

/**
 * Weighs a surge of requests: where more requests came before or with all other trouble, they began at the services that
 * no other surging one calls, and what the surging ones below show is their doing. Load that grows later (people and
 * programs try again) changes nothing.
 */
export function weighSurge(pieces: readonly Piece[], graph: CallGraph): Evidence[] {
  const others = pieces.filter((piece) => !isSurge(piece));
  const firstTrouble = Math.min(Infinity, ...others.map(({ evidence }) => evidence.onsetMs ?? Infinity));
  const early = pieces.filter(
    (piece) => isSurge(piece) && (piece.evidence.onsetMs ?? Infinity) <= firstTrouble,
  );
  const surging = new Set(early.map(({ evidence }) => evidence.service));
  const origins = new Set([...surging].filter((service) => !calledBySome(service, surging, graph)));
  return pieces.map((piece) => {
    const { evidence } = piece;
    if (origins.has(evidence.service)) {
      const share = isSurge(piece) ? 1 / ROLE.load.up : 1;
      return { ...evidence, strength: evidence.strength * share };
    }
    return surging.has(evidence.service) ? { ...evidence, strength: evidence.strength * PUSHED } : evidence;
  });
}

function isSurge({ evidence, rose }: Piece): boolean {
  return rose && evidence.reach === 'load';
}

/** Whether it is called, directly or through others, by one of `surging` that it does not call itself. */
function calledBySome(service: string, surging: ReadonlySet<string>, graph: CallGraph): boolean {
  const below = graph.depthsFrom(service);
  return [...graph.heightsFrom(service).keys()].some((caller) => surging.has(caller) && !below.has(caller));
}

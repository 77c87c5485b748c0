import { saturated, type Evidence, type EvidenceKind, type EvidenceReach, type Window } from './evidence.ts';

/** Something that a service was heard of by, at a time. */
export interface SignOfLife {
  service: string;
  timeMs: number;
}

/** Of a service that was heard of less often it is not known how long it is silent by itself. */
const FEWEST_SIGNS = 10;
/** Deviates for each doubling of its longest silence of the past. */
const A_DOUBLING = 3;
/** A service that is to blame for silence is one of few: when more than this share fell silent, the source did. */
const MOST_SILENT = 0.5;

/**
 * Services that were heard of all along and no more: metrics that are not scraped, logs and spans that do not come. Silence
 * is measured by what is heard of the others meanwhile, and against the longest that the service was silent in the past.
 */
export function absenceEvidence(
  signs: Iterable<SignOfLife>,
  kind: EvidenceKind,
  reach: EvidenceReach,
  window: Window,
): Evidence[] {
  const ordered = [...signs]
    .filter(({ timeMs }) => timeMs < window.untilMs)
    .sort((a, b) => a.timeMs - b.timeMs);
  const heard = new Map<string, { past: number; last: number; lastMs: number; longest: number }>();
  ordered.forEach(({ service, timeMs }, position) => {
    let one = heard.get(service);
    if (!one) heard.set(service, (one = { past: 0, last: position, lastMs: timeMs, longest: 1 }));
    if (timeMs < window.atMs) {
      one.past++;
      one.longest = Math.max(one.longest, position - one.last);
    }
    one.last = position;
    one.lastMs = timeMs;
  });
  const silent = [...heard].flatMap(([service, { past, last, lastMs, longest }]) => {
    const doublings = Math.log2((ordered.length - last) / longest);
    return past >= FEWEST_SIGNS && doublings > 1 ? [{ service, lastMs, doublings }] : [];
  });
  if (silent.length > MOST_SILENT * heard.size) return [];
  return silent.map(({ service, lastMs, doublings }) => ({
    service,
    kind,
    family: 'silence',
    signal: 'silence',
    strength: saturated(A_DOUBLING * (doublings - 1)),
    reach,
    onsetMs: Math.max(lastMs, window.atMs),
    words: `nothing is heard of it any more (${kind}s), ${(2 ** doublings).toFixed(0)} times as long as it ever was silent before`,
  }));
}

import type { Detector, Labels } from '@lapwing/contract';

/**
 * The one detector that scores a series which programs send: of those that match, the one that asks for most labels
 * (then the first by id), so that the default detector, which asks for none, gets what nobody else wants.
 */
export function ownerOf(labels: Labels, detectors: readonly Detector[]): Detector | undefined {
  let owner: { detector: Detector; asks: number } | undefined;
  for (const detector of detectors) {
    if (!detector.enabled || detector.query.type !== 'ingest') continue;
    const wanted = Object.entries(detector.query.match);
    if (!wanted.every(([name, value]) => labels[name] === value)) continue;
    const better =
      owner === undefined ||
      wanted.length > owner.asks ||
      (wanted.length === owner.asks && detector.id < owner.detector.id);
    if (better) owner = { detector, asks: wanted.length };
  }
  return owner?.detector;
}

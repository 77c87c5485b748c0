import { ANOMALIES_ALIAS, AnomalyDocument, DetectorEntry } from '@lapwing/contract';
import type { Search } from './search.ts';

/** More detectors than this no team has. */
const MOST = 1000;

/**
 * The detectors whose anomalies the person may read, each as its newest anomaly tells of it: the indices hold no other
 * word of them. One that never found anything, or was written by an older service, is not among them.
 */
export async function listDetectors(search: Search): Promise<{ items: DetectorEntry[]; total: number }> {
  const { documents } = await search(
    ANOMALIES_ALIAS,
    {
      size: MOST,
      sort: [{ start: { order: 'desc', unmapped_type: 'date' } }],
      collapse: { field: 'detector_id' },
      filter: [],
    },
    AnomalyDocument,
  );
  const items = documents.flatMap(({ detector_id: id, source, kind, watched, start }) => {
    if (watched === undefined) return [];
    // Of what the service adds to a detector nothing is known here but that it can't be changed.
    const kept = { revision: 1, provisioned: true, created_at: start, changed_at: start };
    return [DetectorEntry.parse({ id, source, kind, ...watched, ...kept })];
  });
  return { items, total: items.length };
}

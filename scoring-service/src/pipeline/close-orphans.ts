import type { Anomaly } from '@lapwing/contract';
import type { ScoreStore } from '../stores/score-store.ts';

const PAGE = 500;

/**
 * Anomalies that the store has open and that a state learned anew doesn't know as open, closed at `end` (epoch ms):
 * nothing else would ever close them.
 */
export function closeOrphans(
  scores: ScoreStore,
  detectorId: string,
  open: ReadonlySet<string>,
  end: number,
): Anomaly[] {
  const orphans: Anomaly[] = [];
  let cursor: string | null = null;
  do {
    const page = scores.anomalies(
      { detectorId, open: true },
      cursor === null ? { limit: PAGE } : { limit: PAGE, cursor },
    );
    for (const anomaly of page.items) {
      if (open.has(anomaly.id)) continue;
      orphans.push({ ...anomaly, end: new Date(end).toISOString() });
    }
    cursor = page.next;
  } while (cursor !== null);
  return orphans;
}

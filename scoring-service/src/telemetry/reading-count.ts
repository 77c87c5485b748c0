import { Counter, type Registry } from 'prom-client';
import type { AdminStore } from '../stores/admin-store.ts';
import type { ScoreCommit, ScoreStore } from '../stores/score-store.ts';

/** Counts, by source, the readings that are committed through the store it gives back. */
export function registerReadingCount(
  registry: Registry,
  { scores, admin }: { scores: ScoreStore; admin: AdminStore },
): ScoreStore {
  const counter = new Counter({
    name: 'lapwing_readings_total',
    help: 'Readings scored since the start, by source. After a restart some are scored again, and counted again.',
    labelNames: ['source'],
    registers: [registry],
  });
  // A detector's source cannot change without the detector beginning anew, which tells its signals again.
  const sources = new Map<string, string>();
  const sourceOf = ({ detectorId, newSignals }: ScoreCommit): string => {
    const told = newSignals.at(0)?.source ?? sources.get(detectorId);
    const source = told ?? admin.detector(detectorId)?.detector.source ?? '';
    sources.set(detectorId, source);
    return source;
  };
  return {
    ...scores,
    commit(step) {
      scores.commit(step);
      const readings = step.scores.values.reduce((sum, value) => (Number.isFinite(value) ? sum + 1 : sum), 0);
      if (readings > 0) counter.inc({ source: sourceOf(step) }, readings);
    },
  };
}

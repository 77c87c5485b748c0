import type { DatabaseSync } from 'node:sqlite';
import type { Labels } from '@lapwing/contract';
import { sortedLabels } from '../../signals/signal-id.ts';
import { labelsOf } from './signal-rows.ts';
import { rows } from './sql.ts';

/** Up to when readings have been scored, by the labels that each detector matches. */
export interface ScoredMarks {
  set(match: Labels, until: number): void;
  /** The latest mark whose labels `labels` contain; -Infinity when no detector has scored such a reading. */
  until(labels: Labels): number;
}

export function createScoredMarks(db: DatabaseSync): ScoredMarks {
  const put = db.prepare(
    'INSERT INTO scored (match, until) VALUES (?, ?) ON CONFLICT (match) DO UPDATE SET until = excluded.until',
  );
  const stored = rows<{ match: string; until: number }>(db.prepare('SELECT match, until FROM scored'));
  // A few (one a detector), asked for with every series of every request: kept in memory beside the table.
  const marks = new Map(stored.map(({ match, until }) => [match, { match: labelsOf(match), until }]));

  return {
    set(match, until) {
      const spelling = JSON.stringify(Object.fromEntries(sortedLabels(match)));
      put.run(spelling, until);
      marks.set(spelling, { match, until });
    },
    until(labels) {
      let latest = Number.NEGATIVE_INFINITY;
      for (const { match, until } of marks.values()) {
        const contained = Object.entries(match).every(([name, value]) => labels[name] === value);
        if (contained) latest = Math.max(latest, until);
      }
      return latest;
    },
  };
}

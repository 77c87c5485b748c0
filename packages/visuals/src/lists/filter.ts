import type { Severity } from '@lapwing/contract';
import type { AnomalyRow } from './anomaly-row.ts';

export interface RowFilter {
  /** None means all. */
  severities: readonly Severity[];
  /** Words that must all stand in the title or the reason, any case. */
  text: string;
}

export const NO_FILTER: RowFilter = { severities: [], text: '' };

export function filterRows(rows: readonly AnomalyRow[], filter: RowFilter): AnomalyRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.severities.length > 0 && !filter.severities.includes(row.severity)) return false;
    const text = `${row.title} ${row.reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

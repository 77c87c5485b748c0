/** An index as `_cat/indices` tells it, or a data stream. */
export interface IndexSize {
  name: string;
  documents: number;
}

/** Ours, the server's own, and what plugins keep for themselves. */
const NOT_LOGS = /^(\.|lapwing-|top_queries-|security-auditlog|opensearch_dashboards|kibana)/;
/** A date (`2026.11.22`, `2026-11`, `20261122`), or a rollover's number (`000001`), at the end of a name. */
const SUFFIX = /(\d{4}[.-]\d{2}([.-]\d{2}){0,2}|\d{8}|\d{6})$/;
/** ss4o names end in data set and namespace: one pattern for all of them. */
const SS4O = /^(ss4o_(?:logs|traces))-.+$/;

/** The patterns that time-named indices follow, those with the most documents first. */
export function indexPatterns(indices: IndexSize[]): IndexSize[] {
  const sizes = new Map<string, number>();
  for (const { name, documents } of indices) {
    if (NOT_LOGS.test(name) || documents === 0) continue;
    const pattern = SS4O.test(name) ? name.replace(SS4O, '$1-*') : name.replace(SUFFIX, '*');
    sizes.set(pattern, (sizes.get(pattern) ?? 0) + documents);
  }
  return [...sizes]
    .map(([name, documents]) => ({ name, documents }))
    .sort((a, b) => b.documents - a.documents || (a.name < b.name ? -1 : 1));
}

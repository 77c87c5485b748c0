import { type Replace, fillMatcher, fillTexts, oneOf } from './matchers/fill.ts';
import { type Matcher, OPERATORS } from './matchers/matcher.ts';
import { migrated } from './migrate.ts';
import type { LapwingQuery } from './query.ts';

/** An ad hoc filter of a dashboard, as Grafana gives it. */
export interface AdHocFilter {
  key: string;
  operator: string;
  value: string;
  values?: string[];
}

/** The query in today's shape, its variables filled in, the dashboard's ad hoc filters among its matchers. */
export function filled(
  stored: LapwingQuery,
  replace: Replace,
  filters: readonly AdHocFilter[] = [],
): LapwingQuery {
  const query = migrated(stored);
  const matchers = [
    ...(query.matchers ?? []).filter(({ label }) => label !== '').map((one) => fillMatcher(one, replace)),
    ...filters.flatMap(matcherOfFilter),
  ];
  const first = (text: string): string => fillTexts(text, replace)[0] ?? '';
  return {
    ...query,
    matchers,
    ...(query.signalId && { signalId: fillTexts(query.signalId, replace).join(',') }),
    ...(query.detectorId && { detectorId: first(query.detectorId) }),
    ...(query.label && { label: first(query.label) }),
  };
}

function matcherOfFilter({ key, operator, value, values }: AdHocFilter): Matcher[] {
  // Grafana's operators for one of several, and for none of them.
  if (operator === '=|') return [oneOf(key, '=', values ?? [value])];
  if (operator === '!=|') return [oneOf(key, '!=', values ?? [value])];
  const known = OPERATORS.find((one) => one === operator);
  return known ? [{ label: key, operator: known, value }] : [];
}

import { matcherText } from './matchers/matcher.ts';
import type { LapwingQuery } from './query.ts';

/** The query in a line, for Explore's history and a collapsed row: `overlay {service="checkout"} from HIGH`. */
export function queryText(query: LapwingQuery): string {
  const { kind, signalId, detectorId, matchers = [], layer, lowestSeverity, alertsOnly } = query;
  const labels = matchers.filter(({ label }) => label !== '').map(matcherText);
  return [
    kind,
    kind === 'values' && [query.valuesOf, query.label].filter(Boolean).join(' '),
    signalId ? `signal ${signalId}` : labels.length > 0 && `{${labels.join(', ')}}`,
    detectorId && `of ${detectorId}`,
    layer ? `only ${layer}` : lowestSeverity && lowestSeverity !== 'LOW' && `from ${lowestSeverity}`,
    alertsOnly && 'alerts only',
  ]
    .filter(Boolean)
    .join(' ');
}

import type { Matcher } from './matchers/matcher.ts';
import { DEFAULT_QUERY, type LapwingQuery } from './query.ts';

/** What queries were in the plugin's first version: labels as `key=value`. */
interface FirstShape {
  labels?: string[];
}

/** A stored query in today's shape; what a query lacks altogether is that of a new one. */
export function migrated(stored: LapwingQuery & FirstShape): LapwingQuery {
  const { labels, ...query } = stored;
  const matchers = [...(query.matchers ?? []), ...(labels ?? []).map(matcherOf)];
  return {
    ...query,
    kind: query.kind ?? DEFAULT_QUERY.kind,
    ...(matchers.length > 0 && { matchers }),
  };
}

function matcherOf(pair: string): Matcher {
  const at = pair.indexOf('=');
  return at < 0
    ? { label: pair, operator: '=', value: '' }
    : { label: pair.slice(0, at), operator: '=', value: pair.slice(at + 1) };
}

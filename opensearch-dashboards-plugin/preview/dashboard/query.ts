import type { Filter, Query } from '../../types/dashboards.ts';

interface Clauses {
  must: unknown[];
  filter: unknown[];
  should: unknown[];
  must_not: unknown[];
}

/**
 * `buildOpenSearchQuery` of OpenSearch Dashboards 3.x (src/plugins/data/common/opensearch_query), for Lucene, filters,
 * and of DQL what is empty or `field: word`; throws at all else of it.
 */
export function buildOpenSearchQuery(
  _indexPattern: undefined,
  queries: readonly unknown[],
  filters: readonly unknown[],
): { bool: Clauses } {
  const able = (queries as Query[]).filter((query) => 'query' in query);
  const enabled = (filters as Filter[]).filter(({ meta }) => meta.disabled !== true);
  const translated = (negate: boolean): unknown[] =>
    enabled
      .filter(({ meta }) => (meta.negate ?? false) === negate)
      .map(({ query, ...rest }) => query ?? rest);
  return {
    bool: {
      must: able.filter(({ language }) => language === 'lucene').map(luceneOf),
      filter: [...able.filter(({ language }) => language === 'kuery').map(dqlOf), ...translated(false)],
      should: [],
      must_not: translated(true),
    },
  };
}

function luceneOf({ query }: Query): unknown {
  if (typeof query !== 'string') return query;
  return query.trim() === '' ? { match_all: {} } : { query_string: { query } };
}

function dqlOf({ query }: Query): unknown {
  const text = String(query).trim();
  if (text === '') return { match_all: {} };
  const [, field, value] = /^([\w.]+)\s*:\s*(\w+)$/.exec(text) ?? [];
  if (field === undefined)
    throw new Error(`this page reads no more of DQL than field: word, and not ${text}`);
  return { bool: { should: [{ match: { [field]: value } }], minimum_should_match: 1 } };
}

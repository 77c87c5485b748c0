import { opensearchQuery } from 'plugin/data/public';
import type { HttpStart } from '../../types/core-public.ts';
import type { DataStart } from '../../types/dashboards.ts';
import type { BuildQuery } from './panel-subject.ts';
import { type Watch, makeWatch } from './watch.ts';

export { badgeText } from '../badges/badge-text.ts';

const CONFIG = { allowLeadingWildcards: true, queryStringOptions: {}, ignoreFilterIfFieldNotInIndex: false };

/** OpenSearch Dashboards' own reading of its queries and filters; disabled filters are left out by it. */
export const buildQuery: BuildQuery = (queries, filters) =>
  opensearchQuery.buildOpenSearchQuery(undefined, queries, filters, CONFIG);

export function openWatch(http: HttpStart, data: DataStart): Watch {
  return makeWatch({ http, data, buildQuery });
}

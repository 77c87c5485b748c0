import type { ScopedHistory } from '../../types/core-public.ts';
import type { Links } from '../drawing/links.ts';
import { incidentPath, signalPath } from './routes.ts';

/** Links within the app. An href stands below OpenSearch Dashboards' base path; the history takes a path of the app. */
export function linksOf(history: ScopedHistory): Links & { page(path: string): string } {
  const root = history.createHref({ pathname: '/' }).replace(/\/$/, '');
  const page = (path: string): string => root + path;
  return {
    page,
    signal: (id, span) => page(signalPath(id, span)),
    incident: (id) => page(incidentPath(id)),
    follow: (href) => history.push(href.startsWith(root) ? href.slice(root.length) : href),
  };
}

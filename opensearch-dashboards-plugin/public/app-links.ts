import { PLUGIN_ID } from '../common/ids.ts';
import type { CoreStart } from '../types/core-public.ts';
import { incidentPath, signalPath } from './app/routes.ts';
import type { Links } from './drawing/links.ts';

/** Links into the app from elsewhere in OpenSearch Dashboards. */
export function appLinks({ application }: CoreStart): Links {
  const url = (path: string): string => application.getUrlForApp(PLUGIN_ID, { path });
  return {
    signal: (id, span) => url(signalPath(id, span)),
    incident: (id) => url(incidentPath(id)),
    follow: (href) => void application.navigateToUrl(href),
  };
}

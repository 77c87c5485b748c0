import { askGrafana } from '../grafana/grafana-api.ts';
import { type Dashboards, dashboards } from '../grafana/dashboards.ts';
import { namespace } from '../grafana/namespace.ts';
import { APP_PROXY } from '../ids.ts';
import { serviceCalls } from '../service/call.ts';
import { grafanaGet } from '../service/grafana-get.ts';
import { grafanaSend } from '../service/grafana-send.ts';

/** Any route of the service by its name. */
export const call = serviceCalls(grafanaGet(APP_PROXY), grafanaSend(APP_PROXY));

let made: Dashboards | undefined;
/** Grafana's dashboards, with the rights of who looks. */
export function ownDashboards(): Dashboards {
  made ??= dashboards(askGrafana, namespace());
  return made;
}

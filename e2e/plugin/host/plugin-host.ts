import { startGrafanaHost } from './grafana-host.ts';
import { startPreviewHost } from './preview-host.ts';

/** Where the data of the pages comes from. A test may change it while a page is open. */
export interface Upstream {
  url: string;
  /** The API key that is sent in place of the one that the host was started with. */
  key: string;
  /** Holds every answer back, as a service under load does. */
  delayMs?: number;
}

type Role = 'Admin' | 'Viewer';

/** What shows the built plugin: the preview page, or a real Grafana. Both answer the same addresses. */
export interface PluginHost {
  url: string;
  upstream: Upstream;
  /** Who looks, from the next request on. The preview has no roles. */
  role: Role;
  close: () => Promise<void>;
}

const { GRAFANA_URL, GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;

/** True when the tests run against a real Grafana: `GRAFANA_URL` is set. */
export const IN_GRAFANA = GRAFANA_URL !== undefined;

/**
 * The host that the tests run in: the Grafana at `GRAFANA_URL`, in which the plugin must be installed and which must
 * reach this machine at 127.0.0.1, or the preview page.
 */
export function startHost(upstream: Upstream): Promise<PluginHost> {
  return GRAFANA_URL === undefined
    ? startPreviewHost(upstream)
    : startGrafanaHost(upstream, { url: GRAFANA_URL, user: GRAFANA_USER, password: GRAFANA_PASSWORD });
}

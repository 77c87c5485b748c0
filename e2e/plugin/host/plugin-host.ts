import { startGrafanaHost } from './grafana-host.ts';
import { startPreviewHost } from './preview-host.ts';
import type { PluginHost, Upstream } from './upstream.ts';

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

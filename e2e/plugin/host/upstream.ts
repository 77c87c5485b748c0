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

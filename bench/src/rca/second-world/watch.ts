import type { Naming } from './metric-names.ts';

/** How a system's metrics are read. */
export interface Watch {
  /** A reading each so often, of what was scraped each so often; rates and quantiles are over the window. Seconds. */
  intervalS: number;
  scrapeS: number;
  windowS: number;
  names: Naming;
  /** Who takes latency, requests and errors: the service's own proxy, or its callers'. */
  seen: boolean;
  /** Share of readings that are missing. */
  missing: number;
  nodes: boolean;
  stores: boolean;
}

export interface Row {
  timeMs: number;
  service: string;
  metric: string;
  value: number;
}

import { z } from 'zod';
import { DashboardSpec } from './dashboard/spec.ts';

/** What the page's server tells the page, in a `<meta name="host">`. */
const HostSettings = z.object({
  /** In front of every path, without a slash at its end. */
  basePath: z.string(),
  darkMode: z.boolean(),
  dateFormat: z.string(),
  timeZone: z.string(),
  /** What `/app/dashboards` shows; without one there is no such app. */
  dashboard: DashboardSpec.optional(),
});
export type HostSettings = z.infer<typeof HostSettings>;

export function readSettings(): HostSettings {
  const meta = document.querySelector('meta[name="host"]')?.getAttribute('content');
  return HostSettings.parse(JSON.parse(meta ?? 'null'));
}

import { config } from '@grafana/runtime';

/** The person's role in this organisation of Grafana; undefined where nobody tells. */
export function grafanaRole(): string | undefined {
  // Not there in a page without Grafana.
  const boot = config.bootData as Partial<typeof config.bootData> | undefined;
  return boot?.user?.orgRole;
}

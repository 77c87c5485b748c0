import { config } from '@grafana/runtime';
import type { Identity } from '@lapwing/contract';

/** The person's role in this organisation of Grafana; undefined where nobody tells. */
export function grafanaRole(): string | undefined {
  // Not there in a page without Grafana.
  const boot = config.bootData as Partial<typeof config.bootData> | undefined;
  return boot?.user?.orgRole;
}

/**
 * Why this person can't change anything; undefined when nothing speaks against it. It is a courtesy: Grafana's proxy
 * and the service decide by themselves. `key` is undefined while it is not known.
 */
export function whyNotChange(role: string | undefined, key: Identity | undefined): string | undefined {
  if (role === 'Viewer') return 'Your role in Grafana is Viewer: an editor can change this.';
  if (key?.role === 'viewer')
    return 'The app’s key has the role viewer: give it one with the role editor in the configuration.';
  return undefined;
}

import { config } from '@grafana/runtime';

/** What Grafana's newer API calls the organisation that is open. */
export function namespace(): string {
  return config.namespace || 'default';
}

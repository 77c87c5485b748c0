import { locationService } from '@grafana/runtime';
import { useSyncExternalStore } from 'react';

/** The page's address, kept up to date. Grafana's own service: the router differs between its versions. */
export function usePageLocation(): { pathname: string; search: string } {
  return useSyncExternalStore(subscribe, () => locationService.getLocation());
}

function subscribe(changed: () => void): () => void {
  return locationService.getHistory().listen(changed);
}

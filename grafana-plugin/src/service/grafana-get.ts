import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { Get } from './client.ts';

/** GETs through one of Grafana's proxies. `base` has no slash at its end. Errors are shown by who asked. */
export function grafanaGet(base: string): Get {
  return async (path, signal) => {
    const answer = getBackendSrv().fetch<unknown>({
      url: `${base}/${path}`,
      method: 'GET',
      showErrorAlert: false,
      hideFromInspector: false,
      ...(signal && { abortSignal: signal }),
    });
    return (await lastValueFrom(answer)).data;
  };
}

import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { Post } from './incidents.ts';

/** POSTs through one of Grafana's proxies. `base` has no slash at its end. Errors are shown by who asked. */
export function grafanaPost(base: string): Post {
  return async (path, body, signal) => {
    const answer = getBackendSrv().fetch<unknown>({
      url: `${base}/${path}`,
      method: 'POST',
      data: body,
      showErrorAlert: false,
      showSuccessAlert: false,
      ...(signal && { abortSignal: signal }),
    });
    return (await lastValueFrom(answer)).data;
  };
}

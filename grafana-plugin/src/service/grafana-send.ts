import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { Send } from './call.ts';

/** Sends through one of Grafana's proxies. `base` has no slash at its end. Errors are shown by who asked. */
export function grafanaSend(base: string): Send {
  return async (method, path, body, signal) => {
    const answer = getBackendSrv().fetch<unknown>({
      url: `${base}/${path}`,
      method,
      ...(body !== undefined && { data: body }),
      showErrorAlert: false,
      showSuccessAlert: false,
      ...(signal && { abortSignal: signal }),
    });
    return (await lastValueFrom(answer)).data;
  };
}

import { type FetchResponse, getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { Get } from './client.ts';

/** GETs through one of Grafana's proxies. `base` has no slash at its end. Errors are shown by who asked. */
export function grafanaGet(base: string): Get {
  return async (path, signal) => (await answerOf(base, path, signal)).data;
}

/** Asks for the service's clock, epoch ms: the `Date` of its answer, which Grafana's proxies hand on. */
export function grafanaClock(base: string): (signal?: AbortSignal) => Promise<number | undefined> {
  return async (signal) => {
    const { headers } = await answerOf(base, 'api/health', signal);
    const time = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  };
}

function answerOf(base: string, path: string, signal?: AbortSignal): Promise<FetchResponse<unknown>> {
  return lastValueFrom(
    getBackendSrv().fetch<unknown>({
      url: `${base}/${path}`,
      method: 'GET',
      showErrorAlert: false,
      hideFromInspector: false,
      ...(signal && { abortSignal: signal }),
    }),
  );
}

import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { type Observable, from, lastValueFrom } from 'rxjs';

/**
 * Grafana's backend service by the browser's fetch; as there, an answer that is no success is thrown. Without a
 * `grafana` behind the page its own API says that there is none.
 */
export function backendSrv(grafana: boolean): BackendSrv {
  const send = <T>(request: BackendSrvRequest): Promise<FetchResponse<T>> =>
    !grafana && isGrafanas(request.url) ? refused(request) : ask<T>(request);
  return {
    fetch: <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> => from(send<T>(request)),
    get: <T>(url: string, params?: Record<string, string>): Promise<T> =>
      lastValueFrom(from(send<T>({ url, method: 'GET', params }))).then((answer) => answer.data),
  } as unknown as BackendSrv;
}

/** The app's settings: there are none behind this page, and none are kept. */
const SETTINGS = /^\/?api\/plugins\/[^/]+\/settings$/;
const PROXIES = /^\/?api\/(plugin-proxy|datasources\/proxy)\//;
const NOT_IMPLEMENTED = 501;

/** Grafana's own API, neither a proxy of it nor a file. */
function isGrafanas(url: string): boolean {
  return /^\/?apis?\//.test(url) && !PROXIES.test(url) && !SETTINGS.test(url);
}

function refused(config: BackendSrvRequest): Promise<never> {
  const data = { message: 'there is no Grafana behind this page' };
  // As Grafana's own service does: what is thrown is the answer.
  return Promise.reject({
    status: NOT_IMPLEMENTED,
    statusText: 'Not Implemented',
    data,
    config,
  } as unknown as Error);
}

async function ask<T>(request: BackendSrvRequest): Promise<FetchResponse<T>> {
  const { url, method = 'GET', data, abortSignal } = request;
  if (SETTINGS.test(url)) return answered(new Response(null), { jsonData: {} } as T, request);
  const init: RequestInit = { method, headers: { accept: 'application/json', ...request.headers } };
  if (abortSignal) init.signal = abortSignal;
  if (data !== undefined) {
    init.body = JSON.stringify(data);
    init.headers = { 'content-type': 'application/json', ...request.headers };
  }
  let response: Response;
  try {
    response = await fetch(withParams(url, request.params), init);
  } catch (error) {
    throw { status: 0, statusText: String(error), data: { message: String(error) }, config: request };
  }
  const body = parsed(await response.text());
  if (!response.ok) {
    const { status, statusText } = response;
    // As Grafana does: who catches it finds a text as a message.
    const data = typeof body === 'string' ? { message: body, error: statusText, response: body } : body;
    throw { status, statusText, data, config: request };
  }
  return answered(response, body as T, request);
}

function answered<T>(response: Response, data: T, config: BackendSrvRequest): FetchResponse<T> {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { data, status, statusText, ok, headers, redirected, type, url, config };
}

function withParams(url: string, params: Record<string, unknown> | undefined): string {
  if (!params) return url;
  const query = new URLSearchParams(Object.entries(params).map(([key, value]) => [key, String(value)]));
  return `${url}?${query.toString()}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // As Grafana does: an answer that is not JSON is given as its text.
    return text;
  }
}

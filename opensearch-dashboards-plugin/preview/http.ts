import type { HttpStart } from '../types/core-public.ts';

/** OpenSearch Dashboards' own fetch: JSON in, JSON out, the header against forged requests, errors with their body. */
export function makeHttp(basePath: string): HttpStart {
  const prepend = (path: string): string => basePath + path;
  return {
    basePath: { prepend },
    async fetch(path, { method = 'GET', body, query = {}, signal } = {}) {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) {
        for (const one of [value].flat()) if (one !== undefined) parameters.append(name, String(one));
      }
      const text = parameters.toString();
      const response = await fetch(prepend(path) + (text === '' ? '' : `?${text}`), {
        method,
        headers: { 'content-type': 'application/json', 'osd-xsrf': 'osd-fetch' },
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
      });
      const json: unknown = await response.json();
      if (!response.ok) throw Object.assign(new Error(response.statusText), { response, body: json });
      return json;
    },
  };
}

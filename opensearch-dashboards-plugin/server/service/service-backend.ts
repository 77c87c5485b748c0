import { ApiError, Identity, ROUTES, readAnswer } from '@lapwing/contract';
import { READS, WRITES } from '../../common/offered.ts';
import type { Backend } from '../backend/backend.ts';
import { Refusal } from '../backend/refusal.ts';
import type { ServiceAddress } from '../settings.ts';
import { requestService } from './request.ts';

/** Hands questions on to the service under the plugin's own key. */
export function serviceBackend(service: ServiceAddress): Backend {
  return {
    offers: [...READS, ...WRITES],
    async answer({ name, path, query, body, signal }) {
      const { method } = ROUTES[name];
      const answer = await requestService(service, {
        method: method.toUpperCase(),
        path: path + queryText(query),
        ...(method === 'post' && { body: body ?? {} }),
        signal,
      });
      return bodyOf(answer, path);
    },
    async check() {
      try {
        const path = ROUTES.me.path;
        const me = readAnswer(Identity, bodyOf(await requestService(service, { method: 'GET', path }), path));
        if (me) return { role: me.data.role };
        return { problem: fits(service.url) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { problem: { title: error.message, hint: error.hint } };
      }
    },
  };
}

/** `?label=a&label=b`: a repeated parameter is a list. */
function queryText(query: Readonly<Record<string, unknown>>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) text.append(name, String(one));
  }
  const said = text.toString();
  return said === '' ? '' : `?${said}`;
}

/** Throws what the service said where it said no. Its 401 is about our key: the person's session is another matter. */
function bodyOf({ status, body }: { status: number; body: unknown }, path: string): unknown {
  if (status >= 200 && status < 300) return body ?? {};
  if (status === 401) {
    throw new Refusal(
      'SOURCE_REFUSED_CREDENTIALS',
      'Lapwing refused the key',
      'lapwingAnomaly.apiKey',
      'Make a new API key in the service and set lapwingAnomaly.apiKey.',
    );
  }
  const told = readAnswer(ApiError, body);
  if (told) {
    const { code, message, where, hint } = told.data.error;
    throw new Refusal(code, message, where, hint);
  }
  throw new Refusal(
    status >= 500 ? 'SOURCE_UNREACHABLE' : 'NOT_FOUND',
    `Lapwing answered ${path} with status ${status}`,
    'lapwingAnomaly.serviceUrl',
    'Check that the address is that of the service, and the service’s log.',
  );
}

function fits(url: string): { title: string; hint: string } {
  return {
    title: 'Plugin and service do not fit together',
    hint: `What answers at ${url} is no Lapwing that this plugin knows: install the plugin of the service’s version.`,
  };
}

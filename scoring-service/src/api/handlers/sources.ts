import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';

export function sourceHandlers({ knownSources }: ApiDeps): Pick<Handlers, 'listSources'> {
  return { listSources: () => ({ items: [...knownSources], total: knownSources.length }) };
}

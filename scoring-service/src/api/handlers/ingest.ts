import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { record } from './record.ts';

export function ingestHandlers(deps: ApiDeps): Pick<Handlers, 'ingest' | 'listApis' | 'registerApi'> {
  const { admin, ingest } = deps;
  return {
    ingest: ({ body }) => ingest(body),
    listApis: () => {
      const items = admin.apis();
      return { items, total: items.length };
    },
    registerApi: (call) => {
      admin.putApi(call.body);
      record(deps, call, 'api.register', call.body.api_id);
      return call.body;
    },
  };
}

import { type OpenApiDocument, openApiDocument } from '@lapwing/contract/openapi';
import type { ApiDeps } from '../deps.ts';
import { docsPage } from '../docs-page.ts';
import type { Handlers } from '../handler.ts';

type System = Pick<Handlers, 'health' | 'openapi' | 'docs' | 'prometheus'>;

export function systemHandlers({ health, metrics, options }: ApiDeps): System {
  // Made when it is first asked for: it takes longer than the rest of the start.
  let made: { document: OpenApiDocument; page: string } | undefined;
  const documents = () => {
    if (made === undefined) {
      const document = openApiDocument(options.version);
      made = { document, page: docsPage(document) };
    }
    return made;
  };
  return {
    health: () => health(),
    openapi: () => ({ ...documents().document }),
    docs: ({ response }) => {
      response.type('html').send(documents().page);
    },
    prometheus: async ({ response }) => {
      response.set('Content-Type', metrics.contentType).send(await metrics.metrics());
    },
  };
}

import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ERROR_STATUS } from './routes/error-status.ts';
import { everyRoute } from './routes/index.ts';
import { errorsOf, type RawBody, type Route } from './routes/route.ts';
import { ApiError, type ErrorCode } from './errors.ts';
import { LiveEvent } from './events.ts';
import { nameSchemas } from './schema-names.ts';

const BEARER = 'bearer';
const API_KEY = 'apiKey';
const SCRAPE_KEY = 'scrapeKey';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The OpenAPI 3.1 document of every route in the table. */
export function openApiDocument(version: string): OpenApiDocument {
  nameSchemas();
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', BEARER, {
    type: 'http',
    scheme: 'bearer',
    description: 'an access token of `POST /auth/login`, or an API key (`lpw_…`)',
  });
  registry.registerComponent('securitySchemes', API_KEY, { type: 'apiKey', in: 'header', name: 'X-Api-Key' });
  registry.registerComponent('securitySchemes', SCRAPE_KEY, {
    type: 'http',
    scheme: 'bearer',
    description: 'the key of the configuration (`metrics_key`), when there is one',
  });
  for (const [name, route] of everyRoute()) registry.registerPath(operation(name, route));
  // No JSON answer has the schema of the stream's events, so it is named for itself.
  const definitions = [...registry.definitions, { type: 'schema' as const, schema: LiveEvent }];
  return new OpenApiGeneratorV31(definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Lapwing',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Anomalies in logs, metrics and traces. Every answer that is not a success has the schema ApiError.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(everyRoute().map(([, route]) => route.tag))].map((name) => ({ name })),
  });
}

function operation(operationId: string, route: Route): RouteConfig {
  return {
    method: route.method,
    path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
    operationId,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, accessNote(route)].filter((text) => text !== undefined).join('\n\n'),
    security: security(route),
    request: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(route.headers === undefined ? {} : { headers: headers(route.headers) }),
      ...(route.body === undefined
        ? {}
        : { body: { required: true, content: { 'application/json': { schema: route.body } } } }),
      ...(route.rawBody === undefined ? {} : rawBody(route.rawBody)),
    },
    responses: { [route.status]: success(route), ...failures(errorsOf(route)) },
  };
}

function accessNote(route: Route): string {
  if (route.access === 'public') return 'Open to anybody.';
  if (route.access === 'scrape') return 'Open to anybody, unless the configuration names a key for it.';
  return `Role: ${route.access}.`;
}

function security(route: Route): Record<string, string[]>[] {
  if (route.access === 'public') return [];
  return route.access === 'scrape' ? [{}, { [SCRAPE_KEY]: [] }] : [{ [BEARER]: [] }, { [API_KEY]: [] }];
}

function rawBody({ types, description }: RawBody): Pick<NonNullable<RouteConfig['request']>, 'body'> {
  const content = Object.fromEntries(
    types.map((type) => [
      type,
      {
        schema:
          type === 'application/json'
            ? ({ type: 'object' } as const)
            : ({ type: 'string', format: 'binary' } as const),
      },
    ]),
  );
  return { body: { required: true, description, content } };
}

function headers(described: Readonly<Record<string, string>>): z.ZodObject {
  const shape = Object.entries(described).map(
    ([name, description]) => [name, z.string().optional().meta({ description })] as const,
  );
  return z.object(Object.fromEntries(shape));
}

function success({ answer, summary }: Route): RouteConfig['responses'][string] {
  if (answer === undefined) return { description: 'done' };
  if (answer instanceof z.ZodType)
    return { description: summary, content: { 'application/json': { schema: answer } } };
  return { description: answer.description, content: { [answer.media]: { schema: { type: 'string' } } } };
}

/** One answer a status: several codes may share it. */
function failures(codes: ErrorCode[]): RouteConfig['responses'] {
  const byStatus = Map.groupBy(codes, (code) => ERROR_STATUS[code]);
  return Object.fromEntries(
    [...byStatus].map(([status, shared]) => [
      status,
      { description: shared.join(', '), content: { 'application/json': { schema: ApiError } } },
    ]),
  );
}

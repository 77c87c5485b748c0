// OpenSearch Dashboards' server core, as far as the plugin uses it.
import type { Type } from '@osd/config-schema';

export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The OpenSearch client of one user. Answers as `{ body }`; throws a ResponseError with `statusCode`. */
export interface OpenSearchClient {
  transport: {
    request(
      request: { method: string; path: string; body?: unknown; querystring?: Record<string, unknown> },
      options?: { requestTimeout?: number; maxRetries?: number },
    ): Promise<{ body: unknown; statusCode?: number | null }>;
  };
}

export interface RequestContext {
  core: { opensearch: { client: { asCurrentUser: OpenSearchClient } } };
}

export interface Request<P = unknown, Q = unknown, B = unknown> {
  params: P;
  query: Q;
  body: B;
  events: { aborted$: { subscribe(aborted: () => void): { unsubscribe(): void } } };
}

export interface ResponseFactory {
  ok(options: { body: unknown; headers?: Record<string, string> }): unknown;
  /** From 400 on. The browser gets `{ statusCode, error, message, attributes }`. */
  customError(options: { statusCode: number; body: { message: string; attributes?: unknown } }): unknown;
}

export interface RouteConfig<P, Q, B> {
  path: string;
  validate: { params?: Type<P>; query?: Type<Q>; body?: Type<B> } | false;
}

export type RouteHandler<P, Q, B> = (
  context: RequestContext,
  request: Request<P, Q, B>,
  response: ResponseFactory,
) => Promise<unknown>;

type AddRoute = <P, Q, B>(config: RouteConfig<P, Q, B>, handler: RouteHandler<P, Q, B>) => void;

export interface Router {
  get: AddRoute;
  post: AddRoute;
  put: AddRoute;
  delete: AddRoute;
}

export interface CoreSetup {
  http: { createRouter(): Router };
}

export interface CoreStart {
  opensearch: { client: { asInternalUser: OpenSearchClient } };
}

export interface PluginInitializerContext<Config> {
  logger: { get(...parts: string[]): Logger };
  env: { packageInfo: { version: string } };
  /** An rxjs Observable of the settings. */
  config: { create(): { subscribe(next: (config: Config) => void): { unsubscribe(): void } } };
}

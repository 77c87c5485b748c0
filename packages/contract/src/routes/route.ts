import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { Role } from '../words.ts';

/** Who may call a route: a role (or one above it), anybody, or whoever holds the scrape key when one is configured. */
export type Access = Role | 'public' | 'scrape';
export type Method = 'get' | 'post' | 'put' | 'delete';

/** An answer that is not JSON: a page, a text, a stream. */
export interface MediaAnswer {
  media: 'text/html' | 'text/plain' | 'text/event-stream' | 'application/x-protobuf';
  description: string;
}

/** A body that the route reads itself, as bytes. */
export interface RawBody {
  /** Types that it may be sent as. */
  types: readonly ('application/x-protobuf' | 'application/json')[];
  /** What it is, and in which encodings. */
  description: string;
}

/** One route: all that the guard needs to let a request in, and all that the OpenAPI document says of it. */
export interface Route {
  method: Method;
  /** Parameters stand as `:name`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Instead of `body`, of what other programs' protocols send. */
  rawBody?: RawBody;
  /** `large` bodies are backfills of readings; every other body is a form that a person filled in. */
  bodySize?: 'large';
  /** Request headers that the route reads itself. */
  headers?: Readonly<Record<string, string>>;
  status: 200 | 201 | 204;
  /** Absent exactly when `status` is 204. */
  answer?: z.ZodType | MediaAnswer;
  /** Codes beside those that follow from access, parameters and body. */
  errors?: readonly ErrorCode[];
  /** `secret` routes check a password: guesses are counted. `sender`: many programs send often, under one key. */
  limit?: 'secret' | 'sender';
}

/** Keeps the exact type of one resource's routes, so that handlers and answers are typed by their schemas. */
export function routes<const R extends Record<string, Route>>(table: R): R {
  return table;
}

/** Every code that the route can answer with: its own and those that follow from its shape. */
export function errorsOf(route: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>(['TOO_MANY_REQUESTS', 'INTERNAL', ...(route.errors ?? [])]);
  if (route.access !== 'public') codes.add('UNAUTHENTICATED');
  if (route.access === 'editor' || route.access === 'admin') codes.add('FORBIDDEN');
  if (route.params !== undefined || route.query !== undefined) codes.add('BAD_REQUEST');
  if (route.params !== undefined) codes.add('NOT_FOUND');
  if (route.body !== undefined) {
    for (const code of ['BAD_REQUEST', 'BAD_JSON', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) {
      codes.add(code);
    }
  }
  if (route.rawBody !== undefined) {
    for (const code of ['BAD_REQUEST', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) codes.add(code);
  }
  return [...codes].sort();
}

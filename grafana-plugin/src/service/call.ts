import { ROUTES, type RouteName } from '@lapwing/contract';
import { z } from 'zod';
import { type Get, withQuery } from './client.ts';
import { parseAnswer } from './parse-answer.ts';

/** Sends to a path of the service (without a leading slash) and gives the parsed JSON of its answer. */
export type Send = (
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) => Promise<unknown>;

type Spec<N extends RouteName> = (typeof ROUTES)[N];
/** What comes of a call, as the contract's schema gives it; nothing where the route answers with nothing. */
type Answered<N extends RouteName> =
  Spec<N> extends { answer: infer S } ? (S extends z.ZodType ? z.output<S> : never) : undefined;
type Names<N extends RouteName> =
  Spec<N> extends { params: infer S extends z.ZodType } ? Record<keyof z.output<S>, string> : never;
type Asked<N extends RouteName> =
  Spec<N> extends { query: infer S extends z.ZodType }
    ? { [K in keyof z.output<S>]?: string | number | boolean | readonly string[] | undefined }
    : never;
type Said<N extends RouteName> = Spec<N> extends { body: infer S extends z.ZodType } ? z.input<S> : never;

interface CallOptions<N extends RouteName> {
  params?: Names<N>;
  query?: Asked<N>;
  body?: Said<N>;
  signal?: AbortSignal | undefined;
  /** Of what is sent back whole otherwise: as far as it is known, for it is looked at alone. */
  partly?: boolean;
}
export type Call = <N extends RouteName>(name: N, options?: CallOptions<N>) => Promise<Answered<N>>;

/** What is read to be changed and sent back: what of it was left out would be erased. */
const SENT_BACK: ReadonlySet<RouteName> = new Set<RouteName>(['getDetector']);

/** Calls a route of the service by its name in the contract; the answer is checked against it. */
export function serviceCalls(get: Get, send: Send): Call {
  return async (name, { params, query, body, signal, partly = false } = {}) => {
    const { method, path: pattern, ...route } = ROUTES[name];
    const named: Readonly<Record<string, string>> = params ?? {};
    const path = pattern
      .slice(1)
      .replace(/:(\w+)/g, (_whole, key: string) => encodeURIComponent(named[key] ?? ''));
    const asked = Object.entries<string | number | boolean | readonly string[] | undefined>(query ?? {});
    const place = withQuery(
      path,
      asked.flatMap(([key, value]) =>
        Array.isArray(value)
          ? value.map((one: string): [string, string] => [key, one])
          : [[key, value as string | number | boolean | undefined]],
      ),
    );
    const answer =
      method === 'get'
        ? await get(place, signal)
        : await send(method.toUpperCase() as 'POST' | 'PUT' | 'DELETE', place, body, signal);
    const schema = 'answer' in route ? route.answer : undefined;
    const whole = SENT_BACK.has(name) && !partly;
    return (schema instanceof z.ZodType ? parseAnswer(place, schema, answer, { whole }) : undefined) as never;
  };
}

import { ROUTES, type Route, readAnswer } from '@lapwing/contract';
import { z } from 'zod';
import { API_ROOT } from '../../common/ids.ts';
import { type OfferedName, filled, placeOf } from '../../common/offered.ts';
import { STATUS_PATH, Status } from '../../common/status.ts';
import type { HttpStart } from '../../types/core-public.ts';
import { LATER_WORDS } from './later-words.ts';
import { ContractError, LateError } from './problem.ts';

/** Of a route that answers nothing: undefined. */
type Answer<N extends OfferedName> = (typeof ROUTES)[N] extends { answer: infer A extends z.ZodType }
  ? z.output<A>
  : undefined;
type Value = string | number | boolean | readonly string[] | undefined;

interface Question {
  params?: Readonly<Record<string, string>>;
  /** What is undefined, or an empty text or list, is left out. */
  query?: Readonly<Record<string, Value>>;
  body?: object;
}

/** The plugin's server half, which asks the service or the indices. Every answer is checked by the contract. */
export interface Lapwing {
  ask<N extends OfferedName>(name: N, question?: Question, signal?: AbortSignal): Promise<Answer<N>>;
  status(signal?: AbortSignal): Promise<Status>;
}

const METHODS = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;
/** The server half answers with an object in any case. */
const NOTHING = z.unknown().transform(() => undefined);

/** Beyond what the server half gives the service, so that its own words arrive. */
const LIMIT_MS = 25_000;

export function lapwing(http: HttpStart): Lapwing {
  return {
    async ask(name, { params = {}, query = {}, body } = {}, signal) {
      const route: Route = ROUTES[name];
      const path = filled(placeOf(ROUTES[name]), params);
      const said = await withinTime(
        (limited) =>
          http.fetch(path, {
            method: METHODS[route.method],
            query: Object.fromEntries(Object.entries(query).flatMap(present)),
            ...(route.method === 'post' && { body: JSON.stringify(body ?? {}) }),
            signal: limited,
          }),
        signal,
      );
      const answer: unknown = route.status === 204 ? NOTHING : route.answer;
      return parsed(path, answer as z.ZodType<Answer<typeof name>>, said);
    },
    async status(signal) {
      const path = `${API_ROOT}/${STATUS_PATH}`;
      return parsed(
        path,
        Status,
        await withinTime((limited) => http.fetch(path, { signal: limited }), signal),
      );
    },
  };
}

function present([name, value]: [string, Value]): [string, string | number | boolean | string[]][] {
  if (value === undefined || value === '') return [];
  if (typeof value !== 'object') return [[name, value]];
  return value.length === 0 ? [] : [[name, [...value]]];
}

function parsed<T>(path: string, schema: z.ZodType<T>, said: unknown): T {
  const strict = schema.safeParse(said);
  // What a later service says beyond the contract is left out, and its words are kept to be told.
  const read = strict.success ? { data: strict.data, later: [] } : readAnswer(schema, said);
  if (read === undefined) throw new ContractError(path, { cause: strict.error });
  LATER_WORDS.tell(path, read.later);
  return read.data;
}

async function withinTime<T>(work: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T> {
  const abort = new AbortController();
  const cancel = (): void => abort.abort();
  const late = setTimeout(cancel, LIMIT_MS);
  outer?.addEventListener('abort', cancel);
  try {
    return await work(abort.signal);
  } catch (error) {
    throw abort.signal.aborted && !outer?.aborted ? new LateError(LIMIT_MS) : error;
  } finally {
    clearTimeout(late);
    outer?.removeEventListener('abort', cancel);
  }
}

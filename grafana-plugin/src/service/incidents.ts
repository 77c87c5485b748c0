import {
  type CallGraph,
  CallGraph as CallGraphSchema,
  Identity,
  IncidentDetail,
  SimilarIncident,
} from '@lapwing/contract';
import { z } from 'zod';
import type { Get } from './client.ts';
import { parseAnswer } from './parse-answer.ts';

/** POSTs to a path of the service and gives the parsed JSON. */
export type Post = (path: string, body: unknown, signal?: AbortSignal) => Promise<unknown>;

/** What a person says of an incident. */
export type IncidentWord = 'acknowledge' | 'resolve' | 'reopen';

const SimilarList = z.object({ items: z.array(SimilarIncident) });

/** The service's incidents, as far as the plugin reads and changes them. Every answer is checked. */
export interface IncidentClient {
  get(id: string, signal?: AbortSignal): Promise<IncidentDetail>;
  similar(id: string, signal?: AbortSignal): Promise<SimilarIncident[]>;
  say(word: IncidentWord, id: string): Promise<IncidentDetail>;
  callGraph(signal?: AbortSignal): Promise<CallGraph>;
  /** Whom the service takes the plugin's key for. */
  me(signal?: AbortSignal): Promise<Identity>;
}

export function incidentClient(get: Get, post: Post): IncidentClient {
  const read = async <T extends z.ZodType>(
    path: string,
    schema: T,
    signal?: AbortSignal,
  ): Promise<z.output<T>> => parseAnswer(path, schema, await get(path, signal));
  const place = (id: string): string => `api/v1/incidents/${encodeURIComponent(id)}`;
  return {
    get: (id, signal) => read(place(id), IncidentDetail, signal),
    similar: async (id, signal) => (await read(`${place(id)}/similar`, SimilarList, signal)).items,
    say: async (word, id) => {
      const path = `${place(id)}/${word}`;
      return parseAnswer(path, IncidentDetail, await post(path, {}));
    },
    callGraph: (signal) => read('api/v1/call-graph', CallGraphSchema, signal),
    me: (signal) => read('auth/me', Identity, signal),
  };
}

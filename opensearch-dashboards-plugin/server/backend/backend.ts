import type { OfferedName } from '../../common/offered.ts';
import type { OpenSearchClient } from '../../types/core-server.ts';

/** One question of a browser, parsed by the route's own schemas. */
export interface Question {
  name: OfferedName;
  /** Filled-in path of the service's API: `/api/v1/signals/0a…`. */
  path: string;
  params: Readonly<Record<string, string>>;
  /** As it came; it has passed the route's schema. */
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  /** Asks OpenSearch as the person who is signed in. */
  client: OpenSearchClient;
  /** Aborted when the browser went away. */
  signal: AbortSignal;
}

/** Who answers: the service, or the indices that it writes. */
export interface Backend {
  offers: readonly OfferedName[];
  /** The answer's body. Throws a Refusal that says what was wrong and what to do. */
  answer(question: Question): Promise<unknown>;
  /** What is wrong with the way to the answers; undefined when nothing is. `role` is that of the service's key. */
  check(client: OpenSearchClient): Promise<{ problem?: { title: string; hint: string }; role?: string }>;
}

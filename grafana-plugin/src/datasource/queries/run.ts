import type { ServiceClient, Span } from '../../service/client.ts';

/** What every query of a panel shares. */
export interface RunRequest {
  client: ServiceClient;
  span: Span;
  /** Rows per series that the screen can show. */
  points: number;
  timeLimitMs: number;
  now: number;
  /** Aborted when nobody waits for the answer any more. */
  cancelled?: AbortSignal;
}

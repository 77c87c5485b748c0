import type { OpenSearchRequest } from '../sources/opensearch/client.ts';

/** The requests that the writer makes: what it needs of an OpenSearch client. */
export interface Requests {
  /** The body of a successful answer. Throws ServerFault, or the signal's reason when it aborts. */
  request(request: OpenSearchRequest, signal: AbortSignal): Promise<unknown>;
}

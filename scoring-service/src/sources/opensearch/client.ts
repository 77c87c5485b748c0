import { Client, errors } from '@opensearch-project/opensearch';
import { retryAfterMs } from '../shared/backoff.ts';
import { ServerFault, type Fault } from '../shared/server-fault.ts';
import { DEFAULT_TIMEOUT_SECONDS, requestHeaders, type ServerSettings } from '../shared/settings.ts';

/** Our own deadline stands behind the client's: an answer that stalls in its middle meets no time-out of the client. */
const DEADLINE_FACTOR = 1.5;
/** What the client says of an answer that is longer than a string may be. */
const TOO_LONG = /content length .* is bigger than the maximum/;

export interface OpenSearchRequest {
  method: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean>;
  body?: object;
  /** Lines of JSON, each with its line end: the body of `_bulk`. */
  ndjson?: string;
  /** Seconds; the settings' when absent. */
  timeoutSeconds?: number;
}

/** The official client, with one attempt a request (the source decides on repeats) and faults free of credentials. */
export class OpenSearchClient {
  readonly timeoutSeconds: number;
  readonly #client: Client;

  constructor(settings: ServerSettings) {
    this.timeoutSeconds = settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    const { ca, insecure } = settings.tls ?? {};
    this.#client = new Client({
      node: settings.url,
      headers: requestHeaders(settings),
      maxRetries: 0,
      // A node that was away is simply asked again: we wait between attempts ourselves.
      resurrectStrategy: 'none',
      ssl: { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true },
    });
  }

  /** The body of a successful answer. Throws ServerFault, or the signal's reason when it aborts. */
  async request(request: OpenSearchRequest, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    const seconds = request.timeoutSeconds ?? this.timeoutSeconds;
    const sent = this.#client.transport.request(
      {
        method: request.method,
        path: request.path,
        ...(request.query ? { querystring: request.query } : {}),
        ...(request.body ? { body: request.body } : {}),
        ...(request.ndjson === undefined ? {} : { bulkBody: request.ndjson }),
      },
      { requestTimeout: seconds * 1000, maxRetries: 0 },
    );
    const ended = new AbortController();
    const stop = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000 * DEADLINE_FACTOR)]);
    const stopped = new Promise<never>((_, reject) => {
      const onStop = () => {
        sent.abort();
        reject(signal.aborted ? signal.reason : faultError({ kind: 'timeout', seconds }));
      };
      stop.addEventListener('abort', onStop, { once: true, signal: ended.signal });
    });
    try {
      const answer = await Promise.race([sent, stopped]);
      return answer.body;
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof ServerFault ? error : faultError(faultOf(error, seconds));
    } finally {
      ended.abort();
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

function faultOf(error: unknown, seconds: number): Fault {
  if (error instanceof errors.ResponseError) {
    const asked = (error.headers as Record<string, string> | null)?.['retry-after'];
    return {
      kind: 'answer',
      status: error.statusCode,
      body: error.body,
      askedMs: retryAfterMs(asked, Date.now()),
    };
  }
  if (error instanceof errors.TimeoutError) return { kind: 'timeout', seconds };
  if (error instanceof Error && TOO_LONG.test(error.message)) {
    return { kind: 'partial', reason: 'its answer is too long to be read', tooMuch: true };
  }
  // Among them broken JSON: an answer cut short, or a proxy's own error page under a JSON label.
  return { kind: 'connection', message: error instanceof Error ? error.message : String(error) };
}

function faultError(fault: Fault): ServerFault {
  return new ServerFault(fault, `OpenSearch: ${fault.kind === 'answer' ? fault.status : fault.kind}`);
}

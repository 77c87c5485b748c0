import { Agent, fetch } from 'undici';
import { retryAfterMs } from '../shared/backoff.ts';
import { ServerFault, type Fault } from '../shared/server-fault.ts';
import { DEFAULT_TIMEOUT_SECONDS, requestHeaders, type ServerSettings } from '../shared/settings.ts';

/** Jaeger's query service, by the HTTP API of its own web page (`/api`). */
export class JaegerClient {
  readonly #base: string;
  readonly #headers: Record<string, string>;
  readonly #timeoutSeconds: number;
  readonly #agent: Agent;

  constructor(settings: ServerSettings) {
    this.#base = settings.url.replace(/\/+$/, '');
    this.#headers = requestHeaders(settings);
    this.#timeoutSeconds = settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    const { ca, insecure } = settings.tls ?? {};
    this.#agent = new Agent({
      connect: { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true },
    });
  }

  /** The JSON of a successful answer. Throws ServerFault, or the signal's reason when it aborts. */
  async get(path: string, signal: AbortSignal, seconds = this.#timeoutSeconds): Promise<unknown> {
    signal.throwIfAborted();
    try {
      const answer = await fetch(`${this.#base}/api/${path}`, {
        headers: this.#headers,
        dispatcher: this.#agent,
        signal: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]),
      });
      const body = readable(await answer.text());
      if (!answer.ok) {
        const askedMs = retryAfterMs(answer.headers.get('retry-after'), Date.now());
        throw faultError({ kind: 'answer', status: answer.status, body, askedMs });
      }
      if (typeof body === 'string') {
        throw faultError({ kind: 'unreadable', message: `no JSON: ${body.slice(0, 80)}` });
      }
      return body;
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof ServerFault ? error : faultError(faultOf(error, seconds));
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, and who reads the answer says so with what it is.
    return text;
  }
}

function faultOf(error: unknown, seconds: number): Fault {
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout', seconds };
  // fetch wraps what happened: `fetch failed` alone helps nobody.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return { kind: 'connection', message: cause instanceof Error ? cause.message : String(cause) };
}

function faultError(fault: Fault): ServerFault {
  return new ServerFault(fault, `Jaeger: ${fault.kind === 'answer' ? fault.status : fault.kind}`);
}

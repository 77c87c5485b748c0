import { Agent, fetch } from 'undici';
import { z } from 'zod';
import { retryAfterMs } from '../shared/backoff.ts';
import { ServerFault, type Fault } from '../shared/server-fault.ts';
import { DEFAULT_TIMEOUT_SECONDS, requestHeaders, type ServerSettings } from '../shared/settings.ts';

/** The server is told to give up a little earlier, so that it is the one that says why. */
const SERVER_TIMEOUT_SHARE = 0.9;

const Answer = z.object({
  status: z.literal('success'),
  data: z.unknown(),
  warnings: z.array(z.string()).optional(),
  /** VictoriaMetrics says so when some of its storage did not answer. */
  isPartial: z.boolean().optional(),
});
export interface PrometheusAnswer {
  data: unknown;
  warnings: string[];
}

/** The HTTP API that Prometheus and those who speak like it share: form in, `{status, data}` out. */
export class PrometheusClient {
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

  /** A query by POST, for expressions outgrow addresses. Partial answers are declined where the server knows the word. */
  query(path: string, form: Record<string, string>, signal: AbortSignal): Promise<PrometheusAnswer> {
    const body = new URLSearchParams({
      ...form,
      timeout: `${Math.ceil(this.#timeoutSeconds * SERVER_TIMEOUT_SHARE)}s`,
      partial_response: 'false',
      deny_partial_response: '1',
    });
    return this.#send(path, { method: 'POST', body }, this.#timeoutSeconds, signal);
  }

  get(path: string, signal: AbortSignal, timeoutSeconds = this.#timeoutSeconds): Promise<PrometheusAnswer> {
    return this.#send(path, { method: 'GET' }, timeoutSeconds, signal);
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #send(
    path: string,
    request: { method: string; body?: URLSearchParams },
    seconds: number,
    signal: AbortSignal,
  ): Promise<PrometheusAnswer> {
    signal.throwIfAborted();
    try {
      const answer = await fetch(`${this.#base}/api/v1/${path}`, {
        ...request,
        headers: this.#headers,
        dispatcher: this.#agent,
        signal: AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]),
      });
      const text = await answer.text();
      if (!answer.ok) {
        const askedMs = retryAfterMs(answer.headers.get('retry-after'), Date.now());
        throw faultError({ kind: 'answer', status: answer.status, body: readable(text), askedMs });
      }
      return understood(readable(text));
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof ServerFault ? error : faultError(faultOf(error, seconds));
    }
  }
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, and the reader of the answer says so with what it is.
    return text;
  }
}

function understood(body: unknown): PrometheusAnswer {
  const parsed = Answer.safeParse(body);
  if (!parsed.success) {
    const message =
      typeof body === 'string' ? `no JSON: ${body.slice(0, 80)}` : z.prettifyError(parsed.error);
    throw faultError({ kind: 'unreadable', message });
  }
  const { data, warnings = [], isPartial } = parsed.data;
  if (isPartial)
    throw faultError({ kind: 'partial', reason: 'some of its storage did not answer', tooMuch: false });
  return { data, warnings };
}

function faultOf(error: unknown, seconds: number): Fault {
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout', seconds };
  // fetch wraps what happened: `fetch failed` alone helps nobody.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return { kind: 'connection', message: cause instanceof Error ? cause.message : String(cause) };
}

function faultError(fault: Fault): ServerFault {
  return new ServerFault(fault, `Prometheus: ${fault.kind === 'answer' ? fault.status : fault.kind}`);
}

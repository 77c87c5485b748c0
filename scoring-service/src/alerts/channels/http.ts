import { Agent, fetch } from 'undici';
import { retryAfterMs } from '../../sources/shared/backoff.ts';
import { requestHeaders, type ServerSettings } from '../../sources/shared/settings.ts';
import { cut } from '../template.ts';
import { DeliveryError } from './channel.ts';

/** A receiver that takes longer is taken for hanging. */
const TIMEOUT_SECONDS = 10;
/** What a person reads of an answer. */
const LONGEST_ANSWER = 300;
/** Statuses that pass: too slow, too early, too many. Every 5xx passes, too. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

export interface HttpAnswer {
  status: number;
  text: string;
}

/** One receiver by HTTP. Redirects are not followed: what is sent would go where nobody said. */
export class HttpReceiver {
  readonly #headers: Record<string, string>;
  readonly #agent: Agent;
  readonly #timeoutMs: number;
  readonly #secrets: readonly string[];

  /** `secrets` are blacked out of whatever the receiver says; the address is one of them, for Slack's is. */
  constructor(settings: Omit<ServerSettings, 'url'>, secrets: readonly string[] = []) {
    this.#headers = requestHeaders({ ...settings, url: '' });
    const { ca, insecure } = settings.tls ?? {};
    this.#agent = new Agent({
      connect: { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true },
    });
    this.#timeoutMs = (settings.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000;
    const own = Object.values(this.#headers).flatMap((value) => [value, value.split(' ').at(-1) ?? value]);
    this.#secrets = [...secrets, ...own].filter((secret) => secret.length >= SHORTEST_SECRET);
  }

  /** The answer, whatever its status. Rejects with DeliveryError when there is none. */
  async ask(
    url: string,
    request: { body?: string; headers?: Record<string, string> },
    signal: AbortSignal,
  ): Promise<HttpAnswer & { retryAfterMs: number }> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      const { body, headers } = request;
      const answer = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        ...(body !== undefined && { body }),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'lapwing',
          ...this.#headers,
          ...headers,
        },
        redirect: 'manual',
        dispatcher: this.#agent,
        signal: AbortSignal.any([signal, timeout]),
      });
      const text = cut((await answer.text()).replaceAll(/\s+/g, ' ').trim(), LONGEST_ANSWER);
      const askedMs = retryAfterMs(answer.headers.get('retry-after'), Date.now());
      return { status: answer.status, text: this.#scrub(text), retryAfterMs: askedMs };
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) throw noAnswer(`no answer within ${this.#timeoutMs / 1000} s`);
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw noAnswer(
        `cannot be reached: ${this.#scrub(cause instanceof Error ? cause.message : String(cause))}`,
      );
    }
  }

  /** As `ask`, for a success alone. */
  async post(
    url: string,
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<string> {
    return accepted(await this.ask(url, { body, headers }, signal));
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #scrub(text: string): string {
    return this.#secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, '***'), text);
  }
}

/** Shorter ones are words that any answer may have. */
const SHORTEST_SECRET = 6;

function noAnswer(message: string): DeliveryError {
  return new DeliveryError(message, { refused: false });
}

/** What the receiver said, if that is a success. Throws DeliveryError. */
export function accepted({
  status,
  text,
  retryAfterMs: asked,
}: HttpAnswer & { retryAfterMs: number }): string {
  const said = text === '' ? String(status) : `${status}: ${text}`;
  if (status >= 200 && status < 300) return said;
  const passes = PASSING.has(status) || status >= 500;
  throw new DeliveryError(said, { refused: !passes, retryAfterMs: asked });
}

/** What of an address may be a secret: its path as a whole, the end of that, and the values of its query. */
export function secretsOf(url: string): string[] {
  const { pathname, searchParams, username, password } = new URL(url);
  const parts = [url, pathname, pathname.replace(/^\/services\//, ''), pathname.split('/').at(-1) ?? ''];
  return [...parts, ...searchParams.values(), username, password];
}

/** The host of an address, which is no secret. */
export function hostOf(url: string): string {
  return new URL(url).host;
}

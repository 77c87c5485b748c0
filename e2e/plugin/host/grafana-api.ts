import { setTimeout as sleep } from 'node:timers/promises';

/** A Grafana and somebody who may administer it. */
export interface GrafanaAt {
  url: string;
  user: string;
  password: string;
}

export function basicAuth(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Grafana's HTTP API. Throws unless it answers with success, or with one of the states `also`. */
export class GrafanaApi {
  readonly #at: GrafanaAt;

  constructor(at: GrafanaAt) {
    this.#at = at;
  }

  async ask(method: string, path: string, body?: unknown, also: readonly number[] = []): Promise<unknown> {
    const { url, user, password } = this.#at;
    const answer = await fetch(new URL(path, url), {
      method,
      headers: { authorization: basicAuth(user, password), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok && !also.includes(answer.status)) {
      throw new Error(`Grafana answered ${method} ${path} with ${answer.status}: ${text}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Grafana gives what was saved to its proxies a moment later. */
  async settled(): Promise<void> {
    await sleep(200);
  }
}

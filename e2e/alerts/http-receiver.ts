import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Received {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
  at: number;
}
type Answer = 'hang' | { status: number; body?: string; headers?: Record<string, string> };

export interface HttpReceiver {
  readonly url: string;
  /** Every POST so far, in order. */
  readonly received: Received[];
  /** POSTs that were answered with a success. */
  readonly taken: Received[];
  stop(): Promise<void>;
}

/** Takes what is posted, after `delayMs`, and answers as `decide` says: the n-th POST, from 0. */
export async function startHttpReceiver(
  decide: (post: number, request: Received) => Answer = () => ({ status: 200, body: 'ok' }),
  delayMs = 0,
): Promise<HttpReceiver> {
  const received: Received[] = [];
  const taken: Received[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      if (request.method !== 'POST') return void response.writeHead(405).end();
      const body = Buffer.concat(parts).toString();
      const one: Received = { path: request.url ?? '', headers: request.headers, body, at: Date.now() };
      const answer = decide(received.length, one);
      received.push(one);
      if (answer === 'hang') return;
      // It has taken it before it says so, as receivers do: who is killed in between must send it again.
      if (answer.status < 300) taken.push(one);
      await sleep(delayMs);
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    taken,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

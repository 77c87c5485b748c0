import https from 'node:https';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: it goes through, gets this answer instead, is left without one, or is cut off. */
type Fault = 'pass' | 'hang' | 'reset' | { status: number; body?: unknown; headers?: Record<string, string> };

interface SeenRequest {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface FaultyProxy {
  readonly url: string;
  /** Every request so far, in order. */
  readonly seen: SeenRequest[];
  /** The next requests meet these faults, one each; later ones what `always` says. */
  next(...faults: Fault[]): void;
  /** Decides each request that `next` does not. */
  always(decide: (request: SeenRequest) => Fault): void;
  stop(): Promise<void>;
}

/**
 * A real HTTP proxy before a real server (`target`, a base URL) that misbehaves as it is told to. With a key and a
 * certificate (PEM) it speaks HTTPS.
 */
export async function startFaultyProxy(
  target: string,
  tls?: { key: string; cert: string },
): Promise<FaultyProxy> {
  const base = new URL(target);
  const seen: SeenRequest[] = [];
  const queue: Fault[] = [];
  let decide: (request: SeenRequest) => Fault = () => 'pass';

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const one: SeenRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: body.toString(),
      };
      seen.push(one);
      const fault = queue.shift() ?? decide(one);
      if (fault === 'pass') forward(base, request, body, response);
      else if (fault === 'reset') request.socket.destroy();
      else if (fault !== 'hang') answer(response, fault);
    });
  };
  const server = tls ? https.createServer(tls, handle) : http.createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    next: (...faults) => void queue.push(...faults),
    always: (decision) => {
      decide = decision;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, fault: Exclude<Fault, string>): void {
  response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
  response.end(typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {}));
}

function forward(base: URL, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const onward = http.request(
    {
      host: base.hostname,
      port: base.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host: base.host },
    },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    },
  );
  // The real server is away: so are we.
  onward.on('error', () => response.destroy());
  onward.end(body);
}

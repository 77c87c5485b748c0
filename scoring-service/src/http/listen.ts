import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LapwingError } from '../errors.ts';

/** Requests under way get this long to end. */
const DRAIN_MS = 1_000;

export interface Listening {
  url: string;
  /** Takes no new requests, and resolves once those under way have ended or their time is up. */
  close(): Promise<void>;
}

/** Serves `app`; port 0 takes a free one. Throws LapwingError CONFLICT for a port that is taken or not allowed. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(host, port, cause)));
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server), close: () => close(server) };
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = new AbortController();
  const late = sleep(DRAIN_MS, undefined, { signal: timer.signal }).then(
    () => server.closeAllConnections(),
    () => undefined,
  );
  await closed;
  timer.abort();
  await late;
}

function cannotListen(host: string, port: number, cause: Error): LapwingError {
  const taken = 'code' in cause && cause.code === 'EADDRINUSE';
  return new LapwingError(
    'CONFLICT',
    {
      message: taken
        ? `port ${port} of ${host} is taken`
        : `cannot listen on ${host}:${port}: ${cause.message}`,
      where: 'server.port',
      hint: 'Stop what uses it, or choose another port: server.port in lapwing.yaml, or LAPWING_SERVER_PORT.',
    },
    { cause },
  );
}

import { request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers that belong to one connection, or to the browser and the page server alone. */
const NOT_FORWARDED = new Set(['host', 'connection', 'cookie', 'authorization', 'origin', 'referer']);

/**
 * Asks the service for `path` as the browser asked us, with the service's key, and streams the answer back as it
 * comes (server-sent events included). 502 when the service cannot be reached.
 */
export function forward(
  req: IncomingMessage,
  res: ServerResponse,
  service: { url: string; key: string },
  path: string,
): void {
  const headers = Object.fromEntries(
    Object.entries(req.headers).filter(([name]) => !NOT_FORWARDED.has(name) && !name.startsWith('sec-')),
  );
  const upstream = request(
    new URL(path, service.url),
    { method: req.method, headers: { ...headers, authorization: `Bearer ${service.key}` } },
    (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      res.flushHeaders();
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    },
  );
  upstream.on('error', (error) => {
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.writeHead(502, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ message: `the scoring service cannot be reached: ${error.message}` }));
  });
  res.on('close', () => upstream.destroy());
  req.pipe(upstream);
}

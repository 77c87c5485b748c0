import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  request,
} from 'node:http';

const OF_THE_CONNECTION = ['transfer-encoding', 'connection', 'keep-alive'];

/**
 * Hands a request on to `url`, and the answer back piece by piece; 502 when nobody answers, as Grafana does. `refused`
 * takes the place of a 401.
 */
export function forward(
  path: string,
  url: string,
  headers: OutgoingHttpHeaders,
  req: IncomingMessage,
  res: ServerResponse,
  refused?: { status: number; text: string },
): void {
  const onward = request(new URL(path, url), { method: req.method, headers }, (answer) => {
    if (answer.statusCode === 401 && refused) {
      answer.resume();
      res.writeHead(refused.status, { 'content-type': 'text/plain' }).end(refused.text);
      return;
    }
    // Node tells these of its own connection.
    const told = Object.entries(answer.headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
    res.writeHead(answer.statusCode ?? 502, Object.fromEntries(told));
    answer.pipe(res);
  });
  onward.on('error', () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(502, { 'content-type': 'application/json' }).end('{"message":"Bad Gateway"}');
  });
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

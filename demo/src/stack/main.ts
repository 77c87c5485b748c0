// The shop as a team's own programs: sends its log to Fluent Bit and its spans to Jaeger, and is scraped by Prometheus.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fluent from 'fluent-logger';
import { tracesBody } from '../service/otlp.ts';
import { Shop } from '../shop/shop.ts';
import { logRecord } from './log-record.ts';
import { metricsText } from './metrics-text.ts';

const INTERVAL_SECONDS = 10;
/** Requests that are followed in each interval. */
const REQUESTS = 20;
/** Lines that wait in memory while Fluent Bit is away; more are dropped, as a program's own log library does. */
const QUEUE_BYTES = 16 * 1024 * 1024;

const { FORWARD_HOST = '127.0.0.1', FORWARD_PORT = '24224', OTLP_URL, PORT = '8080' } = process.env;
/** Runs of this program tell their lines apart by it. */
const run = Date.now().toString(36);

const logger = fluent.createFluentSender<object>('shop', {
  host: FORWARD_HOST,
  port: Number(FORWARD_PORT),
  timeout: 5,
  reconnectInterval: 2_000,
  requireAckResponse: true,
  sendQueueSizeLimit: QUEUE_BYTES,
  internalLogger: { info: () => undefined, error: (message: unknown) => console.error(String(message)) },
}) as ReturnType<typeof fluent.createFluentSender<object>> & NodeJS.EventEmitter;
logger.on('error', (error: Error) => console.error(`forward: ${error.message}`));

const shop = new Shop({ seed: 1, intervalSeconds: INTERVAL_SECONDS, start: Date.now() });
let text = metricsText({ readings: [] });
const server = createServer((request, response) => {
  const found = request.url === '/metrics';
  response.writeHead(found ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4' });
  response.end(found ? text : 'GET /metrics\n');
}).listen(Number(PORT));

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

async function sendSpans(body: object): Promise<void> {
  if (OTLP_URL === undefined) return;
  try {
    const answer = await fetch(`${OTLP_URL}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    if (!answer.ok) console.error(`spans: ${answer.status} ${await answer.text()}`);
  } catch (error) {
    // The shop goes on without its tracing, as real ones do.
    console.error(`spans: ${String(error)}`);
  }
}

let lines = 0;
while (!stop.signal.aborted) {
  const dueAt = shop.time + shop.intervalMs;
  try {
    await sleep(Math.max(0, dueAt - Date.now()), undefined, { signal: stop.signal });
  } catch {
    // Told to stop.
    break;
  }
  const interval = shop.step();
  text = metricsText(interval);
  const telemetry = shop.telemetry(interval, REQUESTS);
  for (const line of telemetry.lines)
    logger.emit('log', logRecord(line, `${run}-${lines++}`), new Date(line.time));
  await sendSpans(tracesBody(telemetry.spans));
}
server.close();
logger.end('log', { message: 'the shop closes', service: 'web', event_id: `${run}-end` }, () =>
  process.exit(0),
);

import type { Response } from 'express';
import type { EventGap, LiveEventType } from '@lapwing/contract';
import type { LiveEvents, NumberedEvent } from './live-events.ts';

/** Shorter than the idle time of the common proxies (nginx and Grafana: a minute, some clouds: half of it). */
export const HEARTBEAT_MS = 15_000;
/** What may wait for a slow client; one that falls further behind is dropped, and resumes by the id it saw last. */
const MOST_WAITING_BYTES = 1_048_576;
/** How long a client should wait before it comes back. */
const RETRY_MS = 3_000;

export interface StreamRequest {
  response: Response;
  types: ReadonlySet<LiveEventType> | undefined;
  /** Go on after this id; undefined begins with what comes next. */
  after: number | undefined;
  /** Asked at each heartbeat: whether the client may still listen. */
  stillAllowed: () => Promise<boolean>;
  heartbeatMs: number;
}

/** Sends live events to one client until it leaves, falls too far behind, loses its right, or the service stops. */
export function streamEvents(events: LiveEvents, request: StreamRequest): void {
  const { response, types, after, stillAllowed, heartbeatMs } = request;
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    // nginx would hold events back until its buffer is full.
    'X-Accel-Buffering': 'no',
  });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const send = (numbered: NumberedEvent): void => {
    if (types !== undefined && !types.has(numbered.event.type)) return;
    response.write(frame(numbered));
    if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
  };
  if (after !== undefined) {
    const { missed, gap, oldest } = events.after(after);
    if (gap) response.write(gapFrame({ type: 'gap', oldest_id: String(oldest) }));
    for (const numbered of missed) send(numbered);
  }
  const unsubscribe = events.subscribe({ next: send, close: () => response.end() });
  const heartbeat = setInterval(() => {
    void stillAllowed().then((allowed) => {
      if (allowed) response.write(': heartbeat\n\n');
      else response.end();
    });
  }, heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}

function frame({ id, event }: NumberedEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function gapFrame(gap: EventGap): string {
  return `event: gap\ndata: ${JSON.stringify(gap)}\n\n`;
}

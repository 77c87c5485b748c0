import { setTimeout as sleep } from 'node:timers/promises';
import { LiveEvent } from '@lapwing/contract';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ServiceClient } from './client.ts';

const RECONNECT_MS = 1000;

/**
 * Follows the service's server-sent events until `signal` aborts. A lost connection is made again and goes on after
 * the last event that came, so that none is missed while the service keeps it.
 */
export async function followEvents(
  client: ServiceClient,
  onEvent: (event: LiveEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let lastId: string | undefined;
  while (!signal.aborted) {
    try {
      const answer = await fetch(`${client.url}/api/v1/events`, {
        headers: {
          authorization: `Bearer ${client.key}`,
          accept: 'text/event-stream',
          ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
        },
        signal,
      });
      if (!answer.ok || answer.body === null)
        throw new Error(`events: the service answered ${answer.status}`);
      const messages = answer.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      for await (const message of messages) {
        lastId = message.id ?? lastId;
        const event = parseEvent(message.data);
        if (event !== undefined) onEvent(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      console.error(`lapwing demo: ${error instanceof Error ? error.message : String(error)}; trying again`);
    }
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Undefined for events of a kind that this version does not know, and for heartbeats. */
function parseEvent(data: string): LiveEvent | undefined {
  if (data === '') return undefined;
  const parsed = LiveEvent.safeParse(JSON.parse(data));
  return parsed.success ? parsed.data : undefined;
}

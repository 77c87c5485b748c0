import { LiveEvent, readAnswer } from '@lapwing/contract';

export type LiveState = 'live' | 'polling';

export interface LiveListener {
  onEvent: (event: LiveEvent) => void;
  onState: (state: LiveState) => void;
  /** Called in place of events while there is no stream. */
  onPoll: () => void;
}

/** How often to ask while the stream is away: seldom enough for a hundred open pages, soon enough for a person. */
export const POLL_MS = 10_000;
/** A stream that Grafana or something before it doesn't let through stays silent: after this long, poll. */
const OPEN_WITHIN_MS = 5_000;
const RETRY_MS = 30_000;

/** The part of EventSource that is used. */
export interface EventStream {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/**
 * Follows the service's events; polls while they are away, and tries the stream again now and then. Kinds of events
 * that the contract doesn't know (a newer service) are skipped. Returns what ends it all.
 */
export function followLive(open: () => EventStream, listener: LiveListener): () => void {
  let stream: EventStream | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const receive = (message: MessageEvent<string>): void => {
    const event = readAnswer(LiveEvent, parsed(message.data));
    if (event) listener.onEvent(event.data);
  };
  const fallBack = (): void => {
    stream?.close();
    stream = undefined;
    clearTimeout(retry);
    retry = setTimeout(connect, RETRY_MS);
    if (poll !== undefined) return;
    poll = setInterval(listener.onPoll, POLL_MS);
    listener.onState('polling');
  };
  function connect(): void {
    const opened = open();
    stream = opened;
    const late = setTimeout(fallBack, OPEN_WITHIN_MS);
    opened.onopen = () => {
      clearTimeout(late);
      clearInterval(poll);
      // What happened while nobody listened.
      if (poll !== undefined) listener.onPoll();
      poll = undefined;
      listener.onState('live');
    };
    opened.onerror = () => {
      clearTimeout(late);
      if (stream === opened) fallBack();
    };
    // Unnamed events and those named by their type are the same to us.
    for (const type of ['message', 'anomaly', 'incident', 'scored']) opened.addEventListener(type, receive);
    // The service no longer keeps what was missed.
    opened.addEventListener('gap', listener.onPoll);
    retry = late;
  }
  connect();
  return () => {
    stream?.close();
    stream = undefined;
    clearInterval(poll);
    clearTimeout(retry);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so no event of ours: the schema refuses undefined.
    return undefined;
  }
}

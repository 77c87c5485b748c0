import { LapwingError } from '../../errors.ts';
import { mayActAs } from '../../auth/caller.ts';
import type { ApiDeps } from '../deps.ts';
import { HEARTBEAT_MS, streamEvents } from '../events/stream.ts';
import type { Handlers } from '../handler.ts';

/** Each costs a socket and up to a megabyte; more than this is a leak in a client. */
const MOST_STREAMS = 500;

export function eventHandlers({ auth, events, log, options }: ApiDeps): Pick<Handlers, 'events'> {
  return {
    events: ({ query, request, response }) => {
      if (events.subscribers >= MOST_STREAMS) throw tooMany();
      const lastId = request.get('last-event-id') ?? query.last_event_id;
      const credentials = { authorization: request.get('authorization'), apiKey: request.get('x-api-key') };
      streamEvents(events, {
        response,
        types: query.types === undefined ? undefined : new Set(query.types),
        after: lastId === undefined ? undefined : eventId(lastId),
        stillAllowed: () =>
          auth.callerOf(credentials).then(
            ({ identity }) => mayActAs(identity.role, 'viewer'),
            (error: unknown) => {
              if (!(error instanceof LapwingError))
                log.error({ err: error }, 'a listener could not be looked up');
              return false;
            },
          ),
        heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
      });
    },
  };
}

function eventId(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new LapwingError('BAD_REQUEST', {
    message: `Last-Event-ID holds ${JSON.stringify(text)}, which is no id of an event`,
    where: 'Last-Event-ID',
    hint: 'Send the id of the last event as it came, or leave the header out',
  });
}

function tooMany(): LapwingError {
  return new LapwingError('OVERLOADED', {
    message: `${MOST_STREAMS} clients are listening already`,
    where: 'request',
    hint: 'Close streams that nobody reads',
  });
}

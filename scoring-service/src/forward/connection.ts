import os from 'node:os';
import fluent from 'fluent-logger';
import type { ForwardRecord } from './records.ts';
import type { ForwardSettings } from './settings.ts';

/** A receiver that buffers to disk answers in milliseconds; one that does not is full or gone. */
const ACK_MS = 10_000;

/** One connection of the forward protocol; after a failure it is of no use any more. */
export interface Connection {
  /** Resolves when the receiver has acknowledged the line. */
  send(record: ForwardRecord): Promise<void>;
  close(): void;
}

/** What fluent-logger's sender has, of which its types leave out the events and the plain end. */
interface Sender {
  emit(label: string, data: object, time: Date, done: (error?: Error) => void): void;
  end(): void;
  on(event: 'error', listener: (error: Error) => void): void;
}

export function openConnection(settings: ForwardSettings, ackMs = ACK_MS): Connection {
  const { host, port, tag, key, tls } = settings;
  let fail: (error: Error) => void = () => undefined;
  const sender = fluent.createFluentSender<object>(tag, {
    ...{ host, port, requireAckResponse: true, ackResponseTimeout: ackMs },
    ...(key !== undefined && { security: { clientHostname: os.hostname(), sharedKey: key } }),
    ...(tls && {
      tls: true,
      tlsOptions: { rejectUnauthorized: !tls.insecure, ...(tls.ca !== undefined && { ca: tls.ca }) },
    }),
    // A HELO that is none is told here alone, and no error follows.
    internalLogger: {
      info: () => undefined,
      error: (message: unknown, cause?: unknown) =>
        fail(cause instanceof Error ? cause : new Error(String(message))),
    },
  }) as unknown as Sender;
  sender.on('error', (error) => fail(error));
  return {
    send: (record) =>
      new Promise((resolve, reject) => {
        // The library waits for ever for a connection that neither opens nor fails.
        const late = setTimeout(
          () => reject(new Error(`no acknowledgement within ${ackMs / 1000} s`)),
          ackMs,
        );
        const settle = (error?: Error): void => {
          clearTimeout(late);
          fail = () => undefined;
          if (error === undefined) resolve();
          else reject(error);
        };
        fail = settle;
        sender.emit(record.label, record.body, new Date(record.time), settle);
      }),
    close: () => sender.end(),
  };
}

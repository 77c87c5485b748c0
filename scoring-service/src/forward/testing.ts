import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { decodeMultiStream, encode } from '@msgpack/msgpack';

interface Line {
  tag: string;
  time: number;
  record: Record<string, unknown>;
}

interface Receiver {
  readonly port: number;
  readonly lines: Line[];
  /** Takes lines and says nothing. */
  mute: boolean;
  close(): Promise<void>;
}

/**
 * The receiving end of the forward protocol v1 (github.com/fluent/fluentd/wiki/Forward-Protocol-Specification-v1): HELO,
 * PING and PONG with a shared key when there is one, message mode, acknowledgements.
 */
export async function startReceiver(key?: string): Promise<Receiver> {
  const receiver = { lines: [] as Line[], mute: false };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    void converse(socket);
  });
  async function converse(socket: Socket): Promise<void> {
    const nonce = randomBytes(16).toString('hex');
    if (key !== undefined) socket.write(encode(['HELO', { nonce, auth: '', keepalive: true }]));
    let greeted = key === undefined;
    try {
      for await (const message of decodeMultiStream(socket)) {
        if (!Array.isArray(message)) throw new Error('no message of the protocol');
        if (!greeted && key !== undefined) {
          const [, host, salt, digest] = message as string[];
          const sha = (name: string): string =>
            createHash('sha512').update(salt).update(name).update(nonce).update(key).digest('hex');
          greeted = digest === sha(host);
          const reason = greeted ? '' : 'shared_key mismatch';
          socket.write(encode(['PONG', greeted, reason, 'receiver', sha('receiver')]));
          continue;
        }
        const [tag, time, record, options] = message as [string, number, Line['record'], { chunk: string }];
        if (receiver.mute) continue;
        receiver.lines.push({ tag, time, record });
        socket.write(encode({ ack: options.chunk }));
      }
    } catch (error) {
      // The sender went away in the middle of a message, as one that is stopped does.
      if (!socket.destroyed) throw error;
    }
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
}

import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface SmtpReceiver {
  readonly port: number;
  /** Every mail that was taken, as it came. */
  readonly mails: string[];
  stop(): Promise<void>;
}

interface SmtpOptions {
  /** Asked of whoever sends. */
  credentials?: { username: string; password: string };
  /** What the n-th mail, from 0, is refused with; taken when undefined. */
  refuse?: (mail: number) => number | undefined;
}

/** A real SMTP server on a free port, without TLS. */
export async function startSmtpReceiver({ credentials, refuse }: SmtpOptions = {}): Promise<SmtpReceiver> {
  const mails: string[] = [];
  let count = 0;
  const server = new SMTPServer({
    disabledCommands: credentials === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      const right = username === credentials?.username && password === credentials?.password;
      done(right ? null : new Error('wrong username or password'), right ? { user: username } : undefined);
    },
    onData(stream, _session, done) {
      void text(stream).then((mail) => {
        const code = refuse?.(count++);
        if (code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: code }));
        mails.push(mail);
        done();
      }, done);
    },
  });
  // Somebody who is killed breaks the connection: nothing of the server's.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A header of a mail, unfolded. */
export function headerOf(mail: string, name: string): string {
  const head = mail.slice(0, mail.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}

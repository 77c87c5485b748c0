import { createTransport } from 'nodemailer';
import type { SectionOf } from '../settings.ts';
import { DeliveryError, type Channel } from './channel.ts';
import { wordsOf } from './words.ts';

/** A server that takes longer to a step is taken for hanging. */
const TIMEOUT_MS = 10_000;
/** SMTP replies from here on are for good (RFC 5321, 4.2.1). */
const PERMANENT = 500;

/**
 * E-mail by SMTP. One notification has one Message-ID, however often it is sent: mailboxes that look at it show it
 * once. Mails of one incident are one thread.
 */
export function createEmail(name: string, section: SectionOf<'email'>): Channel {
  const { host, port, security, ca, username, password, from, to } = section;
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls' },
    ...{ requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(ca !== undefined && { tls: { ca } }),
    ...(username !== undefined && password !== undefined && { auth: { user: username, pass: password } }),
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    // What is sent holds no file and no address to fetch.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const attempt = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw deliveryError(error, password);
    }
  };
  return {
    ...{ name, type: 'email', target: to.join(', '), traits: { keepsState: false, acknowledges: false } },
    async send(message) {
      const { title, body } = wordsOf(section, message);
      const domain = from.split('@').at(-1)?.replace(/>$/, '') ?? 'lapwing';
      const thread = `<${message.subject.id}@${domain}>`;
      const sent = await attempt(
        transport.sendMail({
          ...{ from, to, subject: title, text: body },
          messageId: `<${message.dedupId.replaceAll(':', '.')}@${domain}>`,
          ...{ inReplyTo: thread, references: [thread] },
          // RFC 3834: an out-of-office note must not answer it.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Lapwing-Event': message.event },
        }),
      );
      return sent.response;
    },
    async check() {
      await attempt(transport.verify());
      return username === undefined ? 'the server answers' : 'the server takes the credentials';
    },
    close: () => Promise.resolve(transport.close()),
  };
}

function deliveryError(error: unknown, password: string | undefined): DeliveryError {
  if (!(error instanceof Error)) return new DeliveryError(String(error), { refused: false });
  const code = 'responseCode' in error ? Number(error.responseCode) : 0;
  const message = password === undefined ? error.message : error.message.replaceAll(password, '***');
  const credentials = 'code' in error && error.code === 'EAUTH' && !(code >= 400 && code < PERMANENT);
  return new DeliveryError(message, { refused: code >= PERMANENT || credentials });
}

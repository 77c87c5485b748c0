import { createHmac } from 'node:crypto';
import { toServerSettings } from '../../config/server-settings.ts';
import type { SectionOf } from '../settings.ts';
import { DeliveryError, type Channel, type Message } from './channel.ts';
import { hostOf, HttpReceiver, secretsOf } from './http.ts';
import { wordsOf, type Texts } from './words.ts';

/** Raised when the body changes in a way that a reader must know of. */
const SCHEMA_VERSION = 1;

/** Any program that takes JSON. `Idempotency-Key` is the same whenever a message is sent again. */
export function createWebhook(name: string, section: SectionOf<'webhook'>): Channel {
  const { url, secret } = section;
  const receiver = new HttpReceiver(toServerSettings(section), [
    ...(secret === undefined ? [] : [secret]),
    ...secretsOf(url),
  ]);
  return {
    ...{ name, type: 'webhook', target: hostOf(url), traits: { keepsState: false, acknowledges: false } },
    send(message, signal) {
      const body = JSON.stringify(webhookBody(section, message));
      const at = String(Math.floor(message.now / 1000));
      const headers = {
        'idempotency-key': message.dedupId,
        'x-lapwing-attempt': String(message.attempt),
        ...(secret !== undefined && {
          'x-lapwing-timestamp': at,
          'x-lapwing-signature': signatureOf(secret, at, body),
        }),
      };
      return receiver.post(url, body, headers, signal);
    },
    // A GET tells nobody anything; that it is not allowed is an answer as good as any.
    async check(signal) {
      const { status, text } = await receiver.ask(url, {}, signal);
      if (status === 401 || status === 403) {
        throw new DeliveryError(`${status}: ${text}`, { refused: true });
      }
      return `answers (${status} to a GET)`;
    },
    close: () => receiver.close(),
  };
}

/** `sha256=` and the HMAC SHA-256, in hex, of the timestamp (epoch seconds), a dot and the body. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function webhookBody(texts: Texts, message: Message) {
  const { dedupId, event, subject, previousSeverity, url, test } = message;
  const { kind, id, status, severity, title, reason, service, services, score, anomalies } = subject;
  const { suspect, started_at, updated_at, resolved_at } = subject;
  return {
    version: SCHEMA_VERSION,
    id: dedupId,
    event,
    test,
    ...wordsOf(texts, message),
    previous_severity: previousSeverity,
    url: url ?? null,
    [kind]: {
      ...{ id, status, severity, title, reason, service, services, score, anomalies, suspect },
      ...{ started_at, updated_at, resolved_at },
    },
  };
}

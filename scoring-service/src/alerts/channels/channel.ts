import type { ChannelType } from '@lapwing/contract';
import type { NewNotification } from '../../stores/alert-queue-store.ts';
import type { Traits } from '../plan.ts';
import type { TemplateValues } from '../template.ts';

/** What is sent: the notification, and the words for it. */
export interface Message extends Pick<NewNotification, 'dedupId' | 'event' | 'subject' | 'previousSeverity'> {
  values: TemplateValues;
  /** Where the incident is shown. */
  url: string | undefined;
  /** Epoch ms of sending. */
  now: number;
  /** From 1; more after a failure or a crash. */
  attempt: number;
  /** Somebody tries the channel out: nothing of it stays open anywhere. */
  test: boolean;
}

/** A receiver of alerts. */
export interface Channel {
  readonly name: string;
  readonly type: ChannelType;
  /** Host or addresses, without a secret. */
  readonly target: string;
  readonly traits: Traits;
  /** Resolves to what the receiver said. Rejects with DeliveryError, whose words hold no secret. */
  send(message: Message, signal: AbortSignal): Promise<string>;
  /** Whether it is there and takes our credentials, as far as it can be asked without telling anybody anything. */
  check(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** Why something could not be delivered. `refused`: the same again would be refused again. */
export class DeliveryError extends Error {
  readonly refused: boolean;
  /** What the receiver asked for; 0 when nothing. */
  readonly retryAfterMs: number;

  constructor(message: string, how: { refused: boolean; retryAfterMs?: number }, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeliveryError';
    this.refused = how.refused;
    this.retryAfterMs = how.retryAfterMs ?? 0;
  }
}

import { durationSeconds, type Channel as ChannelEntry, type ChannelTest } from '@lapwing/contract';
import type { Logger } from 'pino';
import { LapwingError } from '../errors.ts';
import type { HealthBoard } from '../pipeline/health-board.ts';
import type { AlertQueueStore, AlertSubject, QueuedNotification } from '../stores/alert-queue-store.ts';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import { DeliveryError, type Channel } from './channels/channel.ts';
import { createChannel } from './channels/create-channel.ts';
import { ALERT_FOLLOWERS, AlertFollower } from './follower.ts';
import { Sender } from './sender.ts';
import type { AlertsSection } from './settings.ts';
import { valuesOf } from './values.ts';

/** A test or a look takes no longer than a person waits. */
const LOOK_MS = 15_000;

export interface AlertServiceDeps {
  section: AlertsSection;
  stores: { scores: ScoreStore; incidents: IncidentStore; alerts: AlertQueueStore };
  board: Pick<HealthBoard, 'set'>;
  now: () => number;
  random: () => number;
  log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

/** What the API asks of the alerts. */
export interface AlertService {
  channels(): ChannelEntry[];
  /** Throws NOT_FOUND. */
  test(name: string, by: string): Promise<ChannelTest>;
  /** Throws NOT_FOUND; CONFLICT when it was not given up, its channel is gone, or its subject is over. */
  retry(id: number): QueuedNotification;
  /** Something changed that may be news. */
  wake(): void;
  /** Looks at every channel, and starts to send. */
  start(): void;
  stop(): Promise<void>;
}

interface Look {
  status: ChannelEntry['status'];
  reason: string;
  at: number | null;
}

/** The channels of the configuration, the queue before each, and what fills it. */
export function createAlertService(deps: AlertServiceDeps): AlertService {
  const { section, stores, board, now, random, log } = deps;
  const { alerts, scores } = stores;
  const channels = new Map(
    Object.entries(section.channels).map(([name, each]) => [name, createChannel(name, each)]),
  );
  const looks = new Map<string, Look>();
  const ended = new AbortController();
  const looked = (name: string, error: DeliveryError | undefined): void => {
    const status = error === undefined ? 'ok' : error.refused ? 'refused' : 'unreachable';
    const reason = error?.message ?? '';
    looks.set(name, { status, reason, at: now() });
    board.set(`channel:${name}`, 'channel', { status: error === undefined ? 'ok' : 'degraded', reason });
  };
  const senders = new Map(
    [...channels.values()].map((channel) => [
      channel.name,
      new Sender({
        ...{ channel, alerts, section, now, random, log },
        onOutcome: (error) => looked(channel.name, error),
      }),
    ]),
  );
  const follower =
    channels.size === 0
      ? undefined
      : new AlertFollower({
          ...{ ...stores, section, now, log },
          traits: new Map([...channels].map(([name, { traits }]) => [name, traits])),
          oldestMs: durationSeconds(section.oldest) * 1000,
          onQueued: () => {
            for (const sender of senders.values()) sender.wake();
          },
        });

  const look = async (channel: Channel): Promise<void> => {
    const { name, target } = channel;
    try {
      await channel.check(AbortSignal.any([ended.signal, AbortSignal.timeout(LOOK_MS)]));
      looked(name, undefined);
    } catch (error) {
      if (ended.signal.aborted) return;
      const known = asDeliveryError(error);
      looked(name, known);
      const about = { channel: `alerts.channels.${name}`, target, reason: known.message };
      if (known.refused)
        log.error(about, 'this channel refuses what it was asked: its secret or address is wrong');
      else log.warn(about, 'this channel cannot be reached now; alerts wait for it');
    }
  };

  return {
    channels: () =>
      [...channels.values()].map(({ name, type, target }) => {
        const { status, reason, at } = looks.get(name) ?? { status: 'unknown', reason: '', at: null };
        const checked_at = at === null ? null : new Date(at).toISOString();
        return { name, type, target, status, reason, checked_at, ...alerts.counts(name) };
      }),
    async test(name, by) {
      const channel = channels.get(name);
      if (channel === undefined) throw noChannel(name, [...channels.keys()]);
      const begun = now();
      try {
        const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(LOOK_MS)]);
        const answer = await channel.send(testMessage(section, name, by, begun), signal);
        looked(name, undefined);
        return { delivered: true, answer, seconds: (now() - begun) / 1000 };
      } catch (error) {
        const known = asDeliveryError(error);
        looked(name, known);
        return { delivered: false, answer: known.message, seconds: (now() - begun) / 1000 };
      }
    },
    retry(id) {
      const found = alerts.notification(id);
      if (found === undefined) throw noNotification(id);
      if (!channels.has(found.channel)) throw cannotRetry(`there is no channel "${found.channel}" any more`);
      const told = alerts.thread(found.subject.id)?.told[found.channel];
      if (told?.open === false && found.event !== 'resolved') {
        throw cannotRetry('its end was told since: sent now, it would stay open at the receiver');
      }
      if (!alerts.retry(id, now())) throw cannotRetry(`it is ${found.status}, not dead`);
      senders.get(found.channel)?.wake();
      return alerts.notification(id) ?? found;
    },
    wake: () => follower?.wake(),
    start() {
      const buried = alerts.bury([...channels.keys()], 'its channel is no longer configured');
      if (buried > 0) log.warn({ notifications: buried }, 'alerts waited for channels that are gone');
      if (follower === undefined) {
        for (const name of Object.values(ALERT_FOLLOWERS)) scores.unfollow(name);
      }
      for (const channel of channels.values()) void look(channel);
      follower?.start();
      for (const sender of senders.values()) sender.start();
    },
    async stop() {
      ended.abort();
      await follower?.stop();
      await Promise.all([...senders.values()].map((sender) => sender.stop()));
    },
  };
}

function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const message = timedOut ? `no answer within ${LOOK_MS / 1000} s` : String(error);
  return new DeliveryError(message, { refused: false }, { cause: error });
}

function testMessage(section: AlertsSection, channel: string, by: string, now: number) {
  const at = new Date(now).toISOString();
  const id = `test-${now}`;
  const subject: AlertSubject = {
    ...{ kind: 'incident', id, status: 'open', severity: 'LOW', service: 'lapwing', services: ['lapwing'] },
    ...{ labels: [], score: 0, anomalies: 0, suspect: null },
    title: 'a test of this channel',
    reason: `${by} sent this to see whether alerts arrive here. Nothing is wrong.`,
    ...{ started_at: at, updated_at: at, resolved_at: null },
  };
  const dedupId = `${id}:${channel}:1`;
  const notification = {
    dedupId,
    channel,
    event: 'opened',
    subject,
    previousSeverity: null,
    at: now,
  } as const;
  return { ...notification, ...valuesOf(notification, section.public_url), now, attempt: 1, test: true };
}

function noChannel(name: string, known: string[]): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no channel ${JSON.stringify(name)}`,
    where: 'path.name',
    hint: known.length === 0 ? 'name one under `alerts.channels`' : `there are ${known.join(', ')}`,
  });
}

function noNotification(id: number): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no notification ${id}, or it is older than what is kept`,
    where: 'path.id',
    hint: 'GET /api/v1/notifications lists them',
  });
}

function cannotRetry(why: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `this notification cannot be sent again: ${why}`,
    where: 'path.id',
    hint: 'GET /api/v1/notifications?status=dead lists those that can',
  });
}

import { randomUUID } from 'node:crypto';
import { pageOf, type Notification, type Silence } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { QueuedNotification } from '../../stores/alert-queue-store.ts';
import type { ApiDeps } from '../deps.ts';
import { present } from '../filters.ts';
import { type Handlers, whoOf } from '../handler.ts';
import { record } from './record.ts';

type ChannelHandlers = Pick<
  Handlers,
  | 'listChannels'
  | 'testChannel'
  | 'listNotifications'
  | 'retryNotification'
  | 'listSilences'
  | 'addSilence'
  | 'removeSilence'
>;

export function channelHandlers(deps: ApiDeps): ChannelHandlers {
  const { alertService, alerts, now } = deps;
  return {
    listChannels: () => {
      const items = alertService.channels();
      return { items, total: items.length };
    },
    testChannel: async (call) => {
      const { name } = call.params;
      const told = await alertService.test(name, whoOf(call).identity.name);
      record(deps, call, 'channel.test', name, told.delivered ? 'delivered' : 'not delivered');
      return told;
    },
    listNotifications: ({ query }) => {
      const { status: statuses, channel, subject_id: subjectId } = query;
      const page = alerts.notifications(present({ statuses, channel, subjectId }), pageOf(query));
      return { ...page, items: page.items.map(notificationOf) };
    },
    retryNotification: (call) => {
      const again = alertService.retry(Number(call.params.id));
      record(deps, call, 'notification.retry', again.dedupId);
      return notificationOf(again);
    },
    listSilences: () => {
      const items = alerts.silences(now());
      return { items, total: items.length };
    },
    addSilence: (call) => {
      const { labels, services, until, comment } = call.body;
      if (Date.parse(until) <= now()) throw alreadyOver(until);
      const silence: Silence = {
        ...{ id: randomUUID(), labels, services, comment, by: whoOf(call).identity.name },
        from: new Date(now()).toISOString(),
        until: new Date(until).toISOString(),
      };
      alerts.addSilence(silence);
      record(deps, call, 'silence.add', silence.id, `${JSON.stringify({ labels, services })} until ${until}`);
      return silence;
    },
    removeSilence: (call) => {
      const { id } = call.params;
      if (!alerts.removeSilence(id)) throw noSilence(id);
      record(deps, call, 'silence.remove', id);
      alertService.wake();
      return undefined;
    },
  };
}

function notificationOf(queued: QueuedNotification): Notification {
  const { id, dedupId, channel, event, subject, status, attempts, at, nextAt, sentAt, answer } = queued;
  const { kind, id: subjectId, title, severity } = subject;
  return {
    id: String(id),
    dedup_id: dedupId,
    ...{ channel, event, status, attempts, answer },
    subject: { kind, id: subjectId, title, severity },
    created_at: new Date(at).toISOString(),
    next_at: status === 'waiting' ? new Date(nextAt).toISOString() : null,
    sent_at: sentAt === null ? null : new Date(sentAt).toISOString(),
  };
}

function alreadyOver(until: string): LapwingError {
  return new LapwingError('BAD_TIME', {
    message: `a silence until ${until} is over already`,
    where: 'body.until',
    hint: 'name a moment that is yet to come',
  });
}

function noSilence(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no silence ${JSON.stringify(id)}`,
    where: 'path.id',
    hint: 'GET /api/v1/silences lists those that hold',
  });
}

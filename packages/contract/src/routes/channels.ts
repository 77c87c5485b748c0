import { z } from 'zod';
import {
  Channel,
  ChannelName,
  ChannelTest,
  NewSilence,
  Notification,
  NotificationStatus,
  Silence,
} from '../channel.ts';
import { listSchema, pageSchema, paging, queryList } from './query.ts';
import { routes } from './route.ts';

const tag = 'Alert channels';

export const channelRoutes = routes({
  listChannels: {
    method: 'get',
    path: '/api/v1/channels',
    tag,
    access: 'viewer',
    summary: 'Where alerts are sent to, and how each receiver is',
    status: 200,
    answer: listSchema(Channel),
  },
  testChannel: {
    method: 'post',
    path: '/api/v1/channels/:name/test',
    tag,
    access: 'editor',
    summary: 'Send a test now; the answer is what the receiver said',
    params: z.strictObject({ name: ChannelName }),
    status: 200,
    answer: ChannelTest,
  },
  listNotifications: {
    method: 'get',
    path: '/api/v1/notifications',
    tag,
    access: 'viewer',
    summary: 'What was sent, waits to be sent, or was given up (dead), newest first',
    query: z.strictObject({
      status: queryList(NotificationStatus).optional().meta({ description: 'repeated or comma separated' }),
      channel: ChannelName.optional(),
      subject_id: z.string().min(1).max(80).optional().meta({ description: 'an incident or an anomaly' }),
      ...paging,
    }),
    status: 200,
    answer: pageSchema(Notification),
  },
  retryNotification: {
    method: 'post',
    path: '/api/v1/notifications/:id/retry',
    tag,
    access: 'editor',
    summary: 'Send one that was given up again, under the same id for its receiver',
    params: z.strictObject({ id: z.string().regex(/^\d{1,15}$/, 'must be the id of a notification') }),
    status: 200,
    answer: Notification,
    errors: ['CONFLICT'],
  },
  listSilences: {
    method: 'get',
    path: '/api/v1/silences',
    tag,
    access: 'viewer',
    summary: 'Silences that hold now',
    status: 200,
    answer: listSchema(Silence),
  },
  addSilence: {
    method: 'post',
    path: '/api/v1/silences',
    tag,
    access: 'editor',
    summary: 'Tell nobody of a service or of labels until a time',
    body: NewSilence,
    status: 201,
    answer: Silence,
    errors: ['BAD_TIME'],
  },
  removeSilence: {
    method: 'delete',
    path: '/api/v1/silences/:id',
    tag,
    access: 'editor',
    summary: 'End a silence early',
    params: z.strictObject({ id: z.string().min(1).max(80) }),
    status: 204,
  },
});

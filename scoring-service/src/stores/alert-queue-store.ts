import type { NotificationEvent, Silence } from '@lapwing/contract';
import { Labels, Severity, type NotificationStatus } from '@lapwing/contract';
import { z } from 'zod';
import type { Page, PageRequest } from './score-store.ts';

/** What somebody is told of: an incident, or an anomaly that no incident took in. Stored as JSON. */
export const AlertSubject = z.object({
  kind: z.enum(['incident', 'anomaly']),
  id: z.string(),
  status: z.enum(['open', 'acknowledged', 'resolved']),
  severity: Severity,
  title: z.string(),
  reason: z.string(),
  /** The first service, and it stays that one: receivers know an alert by it. */
  service: z.string(),
  services: z.array(z.string()),
  /** Of each of its anomalies, for routes and silences. */
  labels: z.array(Labels),
  score: z.number(),
  anomalies: z.number(),
  suspect: z.string().nullable(),
  started_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  resolved_at: z.iso.datetime().nullable(),
});
export type AlertSubject = z.infer<typeof AlertSubject>;

/** What a channel was told of a subject last; times in epoch ms. */
export const Told = z.object({
  open: z.boolean(),
  severity: Severity,
  suspect: z.string().nullable(),
  acknowledged: z.boolean(),
  at: z.number(),
  refreshedAt: z.number(),
  /** Notifications so far: it makes their ids. */
  count: z.number(),
});
export type Told = z.infer<typeof Told>;

/** All notifications of one subject; `told` by channel. */
export interface AlertThread {
  subject: AlertSubject;
  told: Record<string, Told>;
  /** Epoch ms at which it was first seen. */
  since: number;
  /** Nothing is to be told until the subject changes. */
  settled: boolean;
}

export interface NewNotification {
  dedupId: string;
  channel: string;
  event: NotificationEvent;
  subject: AlertSubject;
  /** Under which it was told before; null at first. */
  previousSeverity: Severity | null;
  at: number;
}

export interface QueuedNotification extends NewNotification {
  id: number;
  status: NotificationStatus;
  attempts: number;
  nextAt: number;
  sentAt: number | null;
  answer: string;
}

interface AlertCursors {
  incidents: number;
  anomalies: number;
}

/** One step of the follower: all of it is stored, or none of it. */
interface AlertStep {
  cursors: AlertCursors;
  threads: AlertThread[];
  notifications: NewNotification[];
}

export interface NotificationFilter {
  statuses?: NotificationStatus[];
  channel?: string;
  subjectId?: string;
}

/** Who was told what, what waits to be sent, and silences; survives a power cut. */
export interface AlertQueueStore {
  cursors(): AlertCursors;
  commit(step: AlertStep): void;
  thread(id: string): AlertThread | undefined;
  /** Those that may have something to tell, oldest first. */
  unsettled(): AlertThread[];

  /** The oldest one that is due on a channel and has none of the same subject before it. */
  due(channel: string, now: number): QueuedNotification | undefined;
  /** When the next one of a channel is due; undefined when none waits. */
  nextAt(channel: string): number | undefined;
  /** It is about to be sent: one more attempt. */
  begin(id: number): void;
  sent(id: number, answer: string, at: number): void;
  /** It failed: tried again at `nextAt`, or given up when that is undefined. */
  failed(id: number, answer: string, nextAt: number | undefined): void;
  /** Gives up what waits for channels that are no more; answers how many. */
  bury(channels: readonly string[], answer: string): number;
  /** Makes a dead one wait again; false when it isn't dead. */
  retry(id: number, now: number): boolean;
  notification(id: number): QueuedNotification | undefined;
  /** Newest first. */
  notifications(filter: NotificationFilter, page: PageRequest): Page<QueuedNotification>;
  counts(channel: string): { waiting: number; dead: number };

  /** Silences that hold at `now`. */
  silences(now: number): Silence[];
  addSilence(silence: Silence): void;
  removeSilence(id: string): boolean;

  /** Removes what was over before `beforeMs`; answers how many. */
  expire(beforeMs: number): number;
  close(): void;
}

import type { NotificationEvent } from '@lapwing/contract';
import type { AlertSubject, AlertThread, NewNotification, Told } from '../stores/alert-queue-store.ts';
import type { Wanted } from './routes.ts';
import { rankOf } from './severity.ts';

/** Suspects may change their places while an incident unfolds: once in five minutes is news enough. */
const SUSPECT_REST_MS = 300_000;

/** What a type of channel can do with its alerts. */
export interface Traits {
  /** It keeps alerts by their id: an end makes no noise there, so quiet hours do not hold it back. */
  keepsState: boolean;
  /** It can be told that somebody looks after an alert. */
  acknowledges: boolean;
  /** It forgets an alert that it is not told of again; undefined when it does not. */
  refreshMs?: number;
}

export interface PlanInput {
  thread: AlertThread;
  wanted: ReadonlyMap<string, Wanted>;
  /** Of every channel that there is. */
  traits: ReadonlyMap<string, Traits>;
  silenced: boolean;
  now: number;
  /** What did not change for so long is history, unless it was told of. */
  oldestMs: number;
}

/** Compares what each channel was told with what there is to tell: the thread as it is then, and what to send. */
export function plan(input: PlanInput): { thread: AlertThread; notifications: NewNotification[] } {
  const { thread, traits, now } = input;
  const { subject } = thread;
  const over = subject.status === 'resolved';
  const told = { ...thread.told };
  const notifications: NewNotification[] = [];
  let held = false;
  for (const [channel, can] of traits) {
    const before = told[channel];
    const { events, later } = eventsFor(input, channel, before, can);
    held ||= later;
    for (const event of events) {
      const last = told[channel];
      const count = (last?.count ?? 0) + 1;
      const previousSeverity = last?.open === true ? last.severity : null;
      // A refreshed alert stands as it was told: a higher severity is news of its own.
      const severity = isSilent(event) && last !== undefined ? last.severity : subject.severity;
      notifications.push({
        dedupId: `${subject.id}:${channel}:${count}`,
        ...{ channel, event, subject: { ...subject, severity }, previousSeverity, at: now },
      });
      told[channel] = toldBy(event, subject, last, count, now);
    }
    const after = told[channel];
    // Its end is told to nobody here: from now on it counts as told.
    if (over && !later && after?.open === true) told[channel] = { ...after, open: false };
  }
  return { thread: { ...thread, told, settled: over && !held }, notifications };
}

interface Events {
  events: NotificationEvent[];
  /** Something is to be told that has to wait for the end of quiet hours. */
  later: boolean;
}
const NOTHING: Events = { events: [], later: false };

function eventsFor(input: PlanInput, channel: string, told: Told | undefined, can: Traits): Events {
  const { subject } = input.thread;
  const want = input.wanted.get(channel);
  const tellable = want !== undefined && !want.quiet && !input.silenced;
  const fresh = input.now - Date.parse(subject.updated_at) <= input.oldestMs;
  if (subject.status === 'resolved') return endOf(told, want, can, tellable && fresh);
  const events: NotificationEvent[] = [];
  if (told?.open !== true) return { events: tellable && fresh ? ['opened'] : [], later: false };
  if (tellable) events.push(...changes(subject, told, want, input.now));
  if (can.acknowledges && subject.status === 'acknowledged' && !told.acknowledged)
    events.push('acknowledged');
  const stale = can.refreshMs !== undefined && input.now - told.refreshedAt >= can.refreshMs;
  return { events: events.length === 0 && stale ? ['refreshed'] : events, later: false };
}

/** What is told of a subject that is over. A route may be gone: who keeps state hears of the end all the same. */
function endOf(told: Told | undefined, want: Wanted | undefined, can: Traits, tellable: boolean): Events {
  const endWanted = can.keepsState || want?.resolved === true;
  if (told === undefined) {
    // Begun and ended between two looks.
    const missed: NotificationEvent[] = endWanted ? ['opened', 'resolved'] : ['opened'];
    return tellable ? { events: missed, later: false } : NOTHING;
  }
  if (!told.open || !endWanted) return NOTHING;
  return !can.keepsState && want?.quiet === true
    ? { events: [], later: true }
    : { events: ['resolved'], later: false };
}

function changes(subject: AlertSubject, told: Told, want: Wanted, now: number): NotificationEvent[] {
  if (rankOf(subject.severity) > rankOf(told.severity)) return ['worse'];
  const moved = subject.suspect !== null && subject.suspect !== told.suspect;
  if (moved && now - told.at >= SUSPECT_REST_MS) return ['suspect'];
  const due = want.repeatMs !== undefined && now - told.at >= want.repeatMs;
  return due && subject.status === 'open' ? ['repeated'] : [];
}

/** Events that keep a receiver up to date and make no noise. */
function isSilent(event: NotificationEvent): boolean {
  return event === 'acknowledged' || event === 'refreshed';
}

function toldBy(
  event: NotificationEvent,
  subject: AlertSubject,
  before: Told | undefined,
  count: number,
  now: number,
): Told {
  const silent = isSilent(event);
  return {
    open: event !== 'resolved',
    severity: silent && before !== undefined ? before.severity : subject.severity,
    suspect: silent && before !== undefined ? before.suspect : subject.suspect,
    acknowledged:
      event === 'acknowledged' ||
      (event !== 'opened' && event !== 'resolved' && (before?.acknowledged ?? false)),
    at: silent && before !== undefined ? before.at : now,
    refreshedAt: now,
    count,
  };
}

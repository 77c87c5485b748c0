import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOON, testSubject } from '../alerts/testing.ts';
import type { AlertQueueStore, AlertThread, NewNotification } from './alert-queue-store.ts';
import type { Reopenable } from './score-store.suite.ts';

const notification = (
  count: number,
  subjectId = 'i1',
  change: Partial<NewNotification> = {},
): NewNotification => ({
  dedupId: `${subjectId}:${change.channel ?? 'a'}:${count}`,
  ...{ channel: 'a', event: 'opened', previousSeverity: null, at: NOON },
  subject: testSubject({ id: subjectId }),
  ...change,
});
const thread = (id: string, settled: boolean): AlertThread => ({
  ...{ subject: testSubject({ id }), since: NOON, settled },
  told: {
    a: {
      ...{ open: true, severity: 'HIGH', suspect: null, acknowledged: false },
      ...{ at: NOON, refreshedAt: NOON, count: 1 },
    },
  },
});

/** What every adapter of the port AlertQueueStore does. */
export function alertQueueSuite(name: string, open: () => Reopenable<AlertQueueStore>): void {
  describe(`${name} keeps the queue of alerts`, () => {
    let opened: Reopenable<AlertQueueStore>;
    let store: AlertQueueStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
    });
    afterEach(() => opened.end());
    const put = (...notifications: NewNotification[]): void =>
      store.commit({ cursors: { incidents: 1, anomalies: 2 }, threads: [], notifications });
    const due = (now = NOON, channel = 'a') => store.due(channel, now)?.dedupId;

    test('a step is there after a restart, whole', () => {
      const threads = [thread('i1', false), thread('i2', true)];
      store.commit({ cursors: { incidents: 7, anomalies: 9 }, threads, notifications: [notification(1)] });
      const reopened = opened.reopen();
      expect(reopened.cursors()).toEqual({ incidents: 7, anomalies: 9 });
      expect(reopened.thread('i2')).toEqual(threads[1]);
      expect(reopened.unsettled()).toEqual([threads[0]]);
      expect(reopened.due('a', NOON)).toMatchObject({ ...notification(1), status: 'waiting', attempts: 0 });
    });

    test('the same notification is queued once', () => {
      put(notification(1));
      put(notification(1), notification(2));
      expect(store.counts('a')).toEqual({ waiting: 2, dead: 0 });
    });

    test('in order within a subject, and no subject waits for another', () => {
      put(notification(1), notification(2), notification(1, 'i2'));
      const first = store.due('a', NOON)?.id ?? 0;
      store.begin(first);
      store.failed(first, '500', NOON + 1_000);
      expect(due()).toBe('i2:a:1');
      store.sent(store.due('a', NOON)?.id ?? 0, 'ok', NOON);
      expect(due()).toBeUndefined();
      expect(store.nextAt('a')).toBe(NOON + 1_000);
      expect(due(NOON + 1_000)).toBe('i1:a:1');
      store.sent(first, 'ok', NOON + 1_000);
      expect(store.notification(first)).toMatchObject({ status: 'sent', attempts: 1, answer: 'ok' });
      expect(due()).toBe('i1:a:2');
    });

    test('channels do not wait for each other', () => {
      put(notification(1), notification(1, 'i1', { channel: 'b' }));
      expect([due(NOON, 'a'), due(NOON, 'b'), due(NOON, 'c')]).toEqual(['i1:a:1', 'i1:b:1', undefined]);
    });

    test('given up, it is listed, and waits again when asked', () => {
      put(notification(1), notification(2));
      const id = store.due('a', NOON)?.id ?? 0;
      store.failed(id, '410: gone', undefined);
      expect(due()).toBe('i1:a:2');
      const page = store.notifications({ statuses: ['dead'], subjectId: 'i1' }, { limit: 10 });
      expect(page).toMatchObject({
        total: 1,
        next: null,
        items: [{ dedupId: 'i1:a:1', answer: '410: gone' }],
      });
      expect(store.retry(id, NOON)).toBe(true);
      expect(store.retry(id, NOON)).toBe(false);
      expect(due()).toBe('i1:a:1');
    });

    test('a refresh is no entry of its own once sent, nor while anything waits', () => {
      put(notification(1, 'i1', { event: 'refreshed' }), notification(2, 'i1', { event: 'refreshed' }));
      expect(store.counts('a').waiting).toBe(1);
      store.sent(store.due('a', NOON)?.id ?? 0, 'ok', NOON);
      expect(store.notifications({}, { limit: 10 }).total).toBe(0);
    });

    test('what waits for channels that are gone is given up', () => {
      put(notification(1), notification(1, 'i1', { channel: 'b' }));
      expect(store.bury(['b'], 'no such channel')).toBe(1);
      expect(store.counts('a')).toEqual({ waiting: 0, dead: 1 });
      expect(store.counts('b')).toEqual({ waiting: 1, dead: 0 });
    });

    test('pages follow each other, newest first', () => {
      put(notification(1), notification(2), notification(3));
      const first = store.notifications({ channel: 'a' }, { limit: 2 });
      expect(first.items.map(({ dedupId }) => dedupId)).toEqual(['i1:a:3', 'i1:a:2']);
      const rest = store.notifications({ channel: 'a' }, { limit: 2, cursor: first.next ?? '' });
      expect(rest).toMatchObject({ total: 3, next: null, items: [{ dedupId: 'i1:a:1' }] });
    });

    test('silences hold until their end, or until they are removed', () => {
      const silence = {
        ...{ id: 's1', labels: { env: 'test' }, services: [], comment: '', by: 'ann' },
        ...{ from: new Date(NOON).toISOString(), until: new Date(NOON + 1_000).toISOString() },
      };
      store.addSilence(silence);
      expect(opened.reopen().silences(NOON)).toEqual([silence]);
      store = opened.reopen();
      expect(store.silences(NOON + 1_000)).toEqual([]);
      expect([store.removeSilence('s1'), store.removeSilence('s1')]).toEqual([true, false]);
    });

    test('what is over goes; what waits or is open stays, however old', () => {
      const threads = [thread('i1', false), thread('i2', true)];
      const notifications = [notification(1), notification(1, 'i2')];
      store.commit({ cursors: { incidents: 1, anomalies: 1 }, threads, notifications });
      store.sent(store.due('a', NOON)?.id ?? 0, 'ok', NOON);
      expect(store.expire(NOON)).toBe(0);
      expect(store.expire(NOON + 1)).toBe(2);
      expect(store.thread('i1')).toBeDefined();
      expect(store.thread('i2')).toBeUndefined();
      expect(store.counts('a').waiting).toBe(1);
    });
  });
}

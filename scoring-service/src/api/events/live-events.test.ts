import type { LiveEvent } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { LiveEvents } from './live-events.ts';

const scored = (signals: number): LiveEvent => ({
  type: 'scored',
  detector_id: 'd',
  until: '2026-11-22T12:00:00.000Z',
  signals,
});

test('ids rise by one, and a later start begins above them', () => {
  const first = new LiveEvents(1000);
  const ids = [first.publish(scored(1)), first.publish(scored(2))];
  expect(ids[1] - ids[0]).toBe(1);
  expect(new LiveEvents(1001).publish(scored(1))).toBeGreaterThan(ids[1]);
});

test('subscribers hear in order until they leave', () => {
  const events = new LiveEvents(0);
  const heard: number[] = [];
  const leave = events.subscribe({ next: ({ id }) => heard.push(id), close: () => undefined });
  events.publish(scored(1));
  events.publish(scored(2));
  leave();
  leave();
  events.publish(scored(3));
  expect(heard).toEqual([0, 1]);
});

test('a subscriber that leaves while it is told stops nobody else', () => {
  const events = new LiveEvents(0);
  const heard: string[] = [];
  const leave = events.subscribe({
    next: () => {
      heard.push('first');
      leave();
    },
    close: () => undefined,
  });
  events.subscribe({ next: () => heard.push('second'), close: () => undefined });
  events.publish(scored(1));
  events.publish(scored(2));
  expect(heard).toEqual(['first', 'second', 'second']);
});

test('remembers the newest, and says when older ones were asked for', () => {
  const events = new LiveEvents(0, 3);
  for (let i = 0; i < 10; i++) events.publish(scored(i));
  expect(events.after(8)).toMatchObject({ missed: [{ id: 9 }], gap: false });
  expect(events.after(6)).toMatchObject({ missed: [{ id: 7 }, { id: 8 }, { id: 9 }], gap: false });
  expect(events.after(5)).toMatchObject({ gap: true, oldest: 7 });
  expect(events.after(9)).toMatchObject({ missed: [], gap: false });
});

test('an id from before the start, or from the future, is a gap', () => {
  const events = new LiveEvents(5);
  expect(events.after(4999)).toMatchObject({ missed: [], gap: false });
  expect(events.after(17)).toMatchObject({ gap: true });
  expect(events.after(9_999_999)).toMatchObject({ gap: true });
});

test('closing tells everybody once', () => {
  const events = new LiveEvents(0);
  let closed = 0;
  events.subscribe({ next: () => undefined, close: () => closed++ });
  events.close();
  events.close();
  expect(closed).toBe(1);
  expect(events.subscribers).toBe(0);
});

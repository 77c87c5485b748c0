import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anomaly } from '../../testing.ts';
import { type EventStream, POLL_MS, followLive } from './live-events.ts';

/** A stream by hand: the browser's own can't be told when to fail. */
class HandStream implements EventStream {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }
  say(type: string, data: unknown): void {
    this.listeners.get(type)?.(
      new MessageEvent(type, { data: typeof data === 'string' ? data : JSON.stringify(data) }),
    );
  }
  close(): void {
    this.closed = true;
  }
}

const opened = { type: 'anomaly', change: 'opened', anomaly: anomaly({ end: null }) };

function follow() {
  const streams: HandStream[] = [];
  const heard: string[] = [];
  const stop = followLive(
    () => {
      const stream = new HandStream();
      streams.push(stream);
      return stream;
    },
    {
      onEvent: (event) => heard.push(event.type),
      onState: (state) => heard.push(state),
      onPoll: () => heard.push('poll'),
    },
  );
  return { streams, heard, stop };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('events come through, named or not; what is no event of ours is skipped', () => {
  const { streams, heard, stop } = follow();
  streams[0]?.onopen?.();
  streams[0]?.say('message', opened);
  streams[0]?.say('anomaly', opened);
  streams[0]?.say('message', 'not JSON');
  streams[0]?.say('message', { type: 'incident' });
  expect(heard).toEqual(['live', 'anomaly', 'anomaly']);
  stop();
  expect(streams[0]?.closed).toBe(true);
});

test('while the stream is away it is polled; when it is back, what was missed is fetched', () => {
  const { streams, heard, stop } = follow();
  streams[0]?.onopen?.();
  streams[0]?.onerror?.();
  vi.advanceTimersByTime(2 * POLL_MS);
  expect(heard).toEqual(['live', 'polling', 'poll', 'poll']);
  vi.advanceTimersByTime(POLL_MS);
  expect(streams).toHaveLength(2);
  streams[1]?.onopen?.();
  expect(heard.slice(-2)).toEqual(['poll', 'live']);
  const before = heard.length;
  vi.advanceTimersByTime(10 * POLL_MS);
  expect(heard).toHaveLength(before);
  stop();
});

test('a stream that never opens is given up for a while', () => {
  const { streams, heard, stop } = follow();
  vi.advanceTimersByTime(6_000);
  expect(heard).toEqual(['polling']);
  expect(streams[0]?.closed).toBe(true);
  stop();
  vi.advanceTimersByTime(10 * POLL_MS);
  expect(heard, 'nothing after the end').toEqual(['polling']);
});

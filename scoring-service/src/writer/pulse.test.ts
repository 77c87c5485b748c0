import { expect, test } from 'vitest';
import { Pulse } from './pulse.ts';

const LONG_MS = 60_000;

test('a pause ends when it is woken, and one that was woken before does not begin', async () => {
  const pulse = new Pulse();
  const pause = pulse.pause(LONG_MS);
  pulse.wake();
  await pause;
  pulse.wake();
  await pulse.pause(LONG_MS);
});

test('a pause ends by itself', async () => {
  await new Pulse().pause(1);
});

test('who waits for a beat goes on with the next one, or rejects when told to stop', async () => {
  const pulse = new Pulse();
  const next = pulse.nextBeat(new AbortController().signal);
  pulse.beat();
  await next;

  const stop = new AbortController();
  const stopped = pulse.nextBeat(stop.signal);
  stop.abort(new Error('enough'));
  await expect(stopped).rejects.toThrow('enough');
  pulse.beat();
  await expect(pulse.nextBeat(stop.signal)).rejects.toThrow('enough');
});

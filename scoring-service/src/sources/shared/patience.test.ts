import { expect, test } from 'vitest';
import { LapwingError } from '../../errors.ts';
import { TooMuchError, type Failure } from './failure.ts';
import { ONE_TRY, Patience } from './patience.ts';

const error = new LapwingError('SOURCE_UNREACHABLE', { message: 'away', where: 'w', hint: 'h' });
const wait: Failure = { kind: 'wait', reason: 'busy', askedMs: 0, error };
const never = new AbortController().signal;

function patience() {
  const naps: number[] = [];
  const sleep = (ms: number, signal: AbortSignal) => {
    naps.push(ms);
    signal.throwIfAborted();
    return Promise.resolve();
  };
  return { naps, sut: new Patience({ now: () => 0, random: () => 1, sleep }) };
}

/** Fails `times` times, then gives 'done'. */
function failing(times: number, seen: () => void = () => undefined) {
  let left = times;
  return () => {
    seen();
    return left-- > 0 ? Promise.reject(new Error('no')) : Promise.resolve('done');
  };
}

test('repeats until it succeeds, waiting longer each time, and is well again', async () => {
  const { sut, naps } = patience();
  const statuses: string[] = [];
  const done = await sut.persist(
    'd',
    failing(5, () => statuses.push(sut.health().status)),
    () => wait,
    never,
  );
  expect(done).toBe('done');
  expect(naps).toEqual([500, 1000, 2000, 4000, 8000]);
  expect(statuses).toEqual(['ok', 'degraded', 'degraded', 'degraded', 'down', 'down']);
  expect(sut.health()).toEqual({ status: 'ok', reason: '' });
});

test('says who waits for what, all of them', async () => {
  const { sut } = patience();
  await sut.wait('a', { ...wait, kind: 'wait', reason: 'busy' }, never);
  await sut.wait('b', { ...wait, kind: 'wait', reason: 'away' }, never);
  expect(sut.health().reason).toBe('a waits (attempt 1): busy; b waits (attempt 1): away');
  sut.forget('a');
  expect(sut.health().reason).toBe('b waits (attempt 1): away');
});

test('throws a refusal as it is, and what must shrink to whoever chose the size', async () => {
  const { sut, naps } = patience();
  await expect(sut.persist('d', failing(1), () => ({ kind: 'refused', error }), never)).rejects.toBe(error);
  await expect(sut.persist('d', failing(1), () => ({ ...wait, kind: 'shrink' }), never)).rejects.toThrow(
    TooMuchError,
  );
  expect(naps).toEqual([]);
});

test('an abort ends the waiting and leaves no trace of it', async () => {
  const { sut } = patience();
  const stop = new AbortController();
  let tries = 0;
  const work = failing(Infinity, () => ++tries === 3 && stop.abort(new Error('enough')));
  await expect(sut.persist('d', work, () => wait, stop.signal)).rejects.toThrow('enough');
  expect(tries).toBe(3);
});

test('one try tells the first failure', async () => {
  await expect(ONE_TRY.persist('d', failing(1), () => wait, never)).rejects.toBe(error);
  expect(await ONE_TRY.persist('d', failing(0), () => wait, never)).toBe('done');
});

import pino from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Detector, Feedback, LiveEvent } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import type { PartHealth, Source } from '../sources/source.ts';
import type { Stores } from '../stores/open-stores.ts';
import { FeedbackBook, NO_INPUTS, type VerdictInputs } from '../verdict/inputs.ts';
import { Gate } from './gate.ts';
import { DetectorRunner } from './runner.ts';
import {
  allAnomalies,
  allReadings,
  allScores,
  MadeSource,
  MINUTE_MS,
  minutely,
  testStores,
  wave,
  type Readings,
} from './test-runs.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const DAY_MINUTES = 1440;

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function testFolder() {
  const made = testStores();
  cleanups.push(made.remove);
  return made;
}

/** A runner whose clock stands at `clock.now`. */
function run(
  stores: Stores,
  source: Source,
  detector: Detector = minutely(),
  clock = { now: NOON },
  inputs: VerdictInputs = NO_INPUTS,
) {
  const events: LiveEvent[] = [];
  const health: PartHealth[] = [];
  const runner = new DetectorRunner(detector, {
    ...{ source, scores: stores.scores, snapshots: stores.snapshots, now: () => clock.now },
    snapshotEveryMs: MINUTE_MS,
    inputs,
    log: pino({ level: 'silent' }),
    gate: new Gate(1).run,
    onEvent: (event) => events.push(event),
    onHealth: (state) => health.push(state),
  });
  runner.start();
  const settled = () => vi.waitFor(() => expect(health.at(-1)?.status).toBe('ok'), 10_000);
  return { runner, events, health, settled, clock };
}

const broken = (signal: number, minute: number): boolean => signal === 1 && minute % DAY_MINUTES >= 640 && minute % DAY_MINUTES < 650; // prettier-ignore

describe('a new detector', () => {
  test('begins its history ago and scores every closed interval', async () => {
    const { stores } = testFolder();
    const source = new MadeSource(3, wave(broken));
    const { runner, events, settled } = run(stores, source);
    await settled();
    await runner.stop(true);
    // A delay of 30 s: at noon the interval that ended at 11:59 is the last one closed.
    const until = NOON - MINUTE_MS;
    expect(source.pulled).toEqual([{ from: until - DAY_MINUTES * MINUTE_MS, to: until }]);
    expect(stores.scores.watermark('d')).toBe(until);
    expect(allScores(stores)).toHaveLength(3 * DAY_MINUTES);
    const [anomaly] = allAnomalies(stores);
    expect(anomaly).toMatchObject({ labels: { service: 's1' }, detector_id: 'd' });
    expect(anomaly.end).not.toBeNull();
    expect(events.filter(({ type }) => type === 'scored').length).toBeGreaterThan(0);
    expect(events.some((event) => event.type === 'anomaly' && event.change === 'closed')).toBe(true);
  });

  test('goes on by one interval when one closes', async () => {
    const { stores } = testFolder();
    const source = new MadeSource(1, wave());
    const { runner, settled, clock } = run(stores, source);
    await settled();
    clock.now += MINUTE_MS;
    runner.poke();
    await vi.waitFor(() => expect(stores.scores.watermark('d')).toBe(NOON));
    await runner.stop(true);
    expect(source.pulled.at(-1)).toEqual({ from: NOON - MINUTE_MS, to: NOON });
  });
});

describe('a restart', () => {
  /** All rows of a run without a stop. */
  async function whole(detector: Detector, until: number) {
    const { stores } = testFolder();
    const first = run(stores, new MadeSource(3, wave(broken)), detector);
    await first.settled();
    first.clock.now = until;
    first.runner.poke();
    await vi.waitFor(() => expect(stores.scores.watermark('d')).toBe(until - MINUTE_MS));
    await first.runner.stop(true);
    return { scores: allScores(stores), anomalies: allAnomalies(stores) };
  }

  test.each([
    ['with its state saved', true],
    ['killed, with the snapshot of its beginning', false],
  ])('%s, catches up and gives the very same rows', async (_, keep) => {
    const later = NOON + 3 * 3_600_000;
    const expected = await whole(minutely(), later);
    const folder = testFolder();
    const first = run(folder.stores, new MadeSource(3, wave(broken), 77));
    await first.settled();
    await first.runner.stop(keep);
    const stores = folder.reopen();
    const second = run(stores, new MadeSource(3, wave(broken), 50), minutely(), { now: later });
    await second.settled();
    await second.runner.stop(true);
    expect(allScores(stores)).toEqual(expected.scores);
    expect(allAnomalies(stores)).toEqual(expected.anomalies);
  });

  test.each([true, false])(
    'what people said holds from its moment on, whether the state was saved (%s) or lost',
    async (keep) => {
      const again = (signal: number, minute: number): boolean =>
        broken(signal, minute) ||
        (signal === 1 && minute * MINUTE_MS >= NOON + 3_600_000 && minute * MINUTE_MS < NOON + 4_200_000);
      const later = NOON + 3 * 3_600_000;
      const folder = testFolder();
      const first = run(folder.stores, new MadeSource(3, wave(again)));
      await first.settled();
      await first.runner.stop(keep);
      const [told] = allAnomalies(folder.stores);
      expect(told.alert).toBe('raised');
      const from = new Date(folder.stores.scores.watermark('d') ?? 0).toISOString();
      const said: Feedback = {
        ...{
          id: 'f',
          verdict: 'not_an_anomaly',
          anomaly_id: told.id,
          signal_id: told.signal_id,
          detector_id: 'd',
        },
        ...{
          labels: told.labels,
          start: told.start,
          end: told.end,
          peak: told.peak,
          score: 3_000,
          feature: null,
        },
        ...{ up: true, note: '', by: 'ana', created_at: from, effective_from: from, removed_at: null },
        ...{ removed_by: null, effective_until: null },
      };
      const stores = folder.reopen();
      const inputs = { ...NO_INPUTS, feedback: new FeedbackBook([said]).of };
      const second = run(stores, new MadeSource(3, wave(again), 50), minutely(), { now: later }, inputs);
      await second.settled();
      await second.runner.stop(true);
      expect(allAnomalies(stores).find(({ id }) => id === told.id)).toMatchObject({
        alert: 'raised',
        trace: [],
      });
      const next = allAnomalies(stores).find(
        ({ signal_id, start }) =>
          signal_id === told.signal_id && start === new Date(NOON + 3_600_000).toISOString(),
      );
      expect(next).toMatchObject({ alert: 'withheld', trace: [{ rule: 'feedback' }] });
    },
  );

  test('without a snapshot learns anew from its history, writes nothing again, and says so', async () => {
    const folder = testFolder();
    const first = run(folder.stores, new MadeSource(2, wave()));
    await first.settled();
    await first.runner.stop(true);
    const seq = folder.stores.scores.lastSeq('scores');
    folder.stores.snapshots.delete('d');
    const source = new MadeSource(2, wave());
    const second = run(folder.stores, source, minutely(), { now: NOON + 10 * MINUTE_MS });
    await second.settled();
    await second.runner.stop(true);
    expect(second.health[0].reason).toContain('learn anew');
    expect(source.pulled[0].from).toBe(NOON - (DAY_MINUTES + 1) * MINUTE_MS);
    expect(folder.stores.scores.lastSeq('scores')).toBe(seq + 2 * 10);
  });

  test('with other models does not take the old state for its own', async () => {
    const folder = testFolder();
    const first = run(folder.stores, new MadeSource(1, wave()));
    await first.settled();
    await first.runner.stop(true);
    const changed = minutely({ models: { statistical: true, forest: false } });
    const second = run(folder.stores, new MadeSource(1, wave()), changed);
    await second.settled();
    await second.runner.stop(true);
    expect(second.health[0].reason).toContain("the detector's settings have changed");
  });
});

describe('failures', () => {
  test('one that a person must mend is told with its reason, and passes when it is mended', async () => {
    const { stores } = testFolder();
    const source = new MadeSource(1, wave());
    const what = { message: 'the password is wrong', where: 'made', hint: 'set another' };
    source.failure = new LapwingError('SOURCE_REFUSED_CREDENTIALS', what);
    const { runner, health, settled } = run(stores, source);
    await vi.waitFor(() =>
      expect(health.at(-1)).toEqual({ status: 'down', reason: 'the password is wrong: set another' }),
    );
    source.failure = undefined;
    runner.poke();
    await settled();
    await runner.stop(true);
    expect(allScores(stores)).toHaveLength(DAY_MINUTES);
  });

  test('a store that fails once loses nothing and scores nothing twice', async () => {
    const { stores } = testFolder();
    const expected = testFolder();
    const calm = run(expected.stores, new MadeSource(2, wave(broken)));
    await calm.settled();
    await calm.runner.stop(true);
    let left = 1;
    const scores = {
      ...stores.scores,
      commit: (step: Parameters<typeof stores.scores.commit>[0]) => {
        if (step.watermark > NOON - 12 * 60 * MINUTE_MS && left-- > 0) throw new Error('the disk is full');
        stores.scores.commit(step);
      },
    };
    const { runner, health, settled } = run({ ...stores, scores }, new MadeSource(2, wave(broken)));
    await vi.waitFor(() => expect(health.at(-1)?.reason).toContain('the disk is full'));
    runner.poke();
    await settled();
    await runner.stop(true);
    expect(allScores(stores)).toEqual(allScores(expected.stores));
  });
});

describe('absent readings', () => {
  test('of a source that counts are zeros, from the first event on', async () => {
    const { stores } = testFolder();
    const source = new MadeSource(1, (_, minute) => (minute % 10 === 0 ? 5 : undefined));
    source.absent = 'zero';
    const { runner, settled } = run(stores, source, minutely({ history: '1h' }));
    await settled();
    await runner.stop(true);
    const rows = allReadings(stores);
    expect(rows[0].value).toBe(5);
    expect(rows.filter(({ value }) => value === 0)).toHaveLength(rows.length - 6);
    expect(rows.at(-1)?.time).toBe(NOON - 2 * MINUTE_MS);
  });

  test('of another source are gaps; an anomaly of a signal that fell silent closes after a day', async () => {
    const { stores } = testFolder();
    const start = NOON / MINUTE_MS - 3 * DAY_MINUTES;
    const silentFrom = start + DAY_MINUTES;
    const readings = wave((_, minute) => minute >= silentFrom - 5);
    const source = new MadeSource(1, (s, minute) => (minute < silentFrom ? readings(s, minute) : undefined));
    const { runner, settled } = run(stores, source, minutely({ history: '3d' }));
    await settled();
    await runner.stop(true);
    const [anomaly] = allAnomalies(stores);
    expect(anomaly.end).toBe(new Date(silentFrom * MINUTE_MS).toISOString());
  });
});

test('signals beyond max_signals are not scored, and it is told', async () => {
  const { stores } = testFolder();
  const { runner, health } = run(
    stores,
    new MadeSource(5, wave()),
    minutely({ max_signals: 3, history: '1h' }),
  );
  await vi.waitFor(() => expect(health.at(-1)?.status).toBe('degraded'));
  await runner.stop(true);
  expect(health.at(-1)?.reason).toContain('2 signals beyond max_signals (3)');
  expect(stores.scores.signals({}, { limit: 10 }).total).toBe(3);
});

test('a rewind scores again from there, with what came late, and ends where it was', async () => {
  const { stores } = testFolder();
  const begin = NOON - (DAY_MINUTES + 1) * MINUTE_MS;
  const late = { there: false };
  const all: Readings = (s, minute) => (minute * MINUTE_MS < begin ? undefined : wave(broken)(s, minute));
  const source = new MadeSource(2, (s, minute) => (s === 0 || late.there ? all(s, minute) : undefined));
  const { runner, settled, health } = run(stores, source);
  await settled();
  late.there = true;
  health.length = 0;
  runner.rewind(begin);
  await settled();
  await runner.stop(true);
  const expected = testFolder();
  const calm = run(expected.stores, new MadeSource(2, all));
  await calm.settled();
  await calm.runner.stop(true);
  expect(allScores(stores)).toEqual(allScores(expected.stores));
  expect(allAnomalies(stores)).toEqual(allAnomalies(expected.stores));
});

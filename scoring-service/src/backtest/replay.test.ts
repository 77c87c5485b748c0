import pino from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Feedback, type Detector } from '@lapwing/contract';
import { Gate } from '../pipeline/gate.ts';
import { DetectorRunner } from '../pipeline/runner.ts';
import type { ScoreBatch } from '../pipeline/score-batch.ts';
import {
  allAnomalies,
  allScores,
  MadeSource,
  MINUTE_MS,
  minutely,
  testStores,
  wave,
  type Readings,
} from '../pipeline/test-runs.ts';
import type { PartHealth } from '../sources/source.ts';
import { signalId } from '../signals/signal-id.ts';
import { standing } from '../verdict/feedback-shift.ts';
import { NO_INPUTS, type VerdictInputs } from '../verdict/inputs.ts';
import { fixInputs } from './fixed-inputs.ts';
import { COMMAND_LIMITS } from './limits.ts';
import { planBacktest } from './plan.ts';
import { Replay } from './replay.ts';
import { runBacktest } from './run-backtest.ts';
import { scoreHere } from './score-here.ts';
import { Tally } from './tally.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 60;
const DAY = 24 * HOUR;
const signal = new AbortController().signal;

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Steps up for ten minutes a day on one signal, readings that are missing, a signal that comes late. */
const readings: Readings = (of, minute) => {
  if (of === 2 && minute % 97 < 3) return undefined;
  if (of === 3 && minute < NOON / MINUTE_MS - 6 * HOUR) return undefined;
  return wave((one, at) => one === 1 && at % DAY >= 700 && at % DAY < 710)(of, minute);
};

/** What a live run stored: minute by minute after its history, with a restart in the middle. */
async function live(detector: Detector, source: MadeSource, minutes: number, inputs = NO_INPUTS) {
  const folder = testStores();
  cleanups.push(folder.remove);
  const { stores } = folder;
  const clock = { now: NOON };
  const begin = () => {
    const health: PartHealth[] = [];
    const runner = new DetectorRunner(detector, {
      ...{ source, scores: stores.scores, snapshots: stores.snapshots, now: () => clock.now },
      snapshotEveryMs: 1,
      log: pino({ level: 'silent' }),
      gate: new Gate(1).run,
      inputs,
      onEvent: () => undefined,
      onHealth: (state) => health.push(state),
    });
    // Before the stores close, whatever the test comes to.
    cleanups.unshift(() => runner.stop(false));
    runner.start();
    return { runner, health };
  };
  let running = begin();
  await vi.waitFor(() => expect(running.health.at(-1)?.status).toBe('ok'), 10_000);
  for (let i = 0; i < minutes; i++) {
    if (i === minutes >> 1) {
      await running.runner.stop(true);
      running = begin();
    }
    clock.now += MINUTE_MS;
    running.runner.poke();
    await vi.waitFor(() => expect(stores.scores.watermark('d')).toBe(clock.now - MINUTE_MS), {
      timeout: 10_000,
      interval: 1,
    });
  }
  await running.runner.stop(true);
  return { stores, now: clock.now };
}

/** The same rows as `allScores` gives, of what a replay would have committed. */
async function replayed(
  detector: Detector,
  source: MadeSource,
  from: number,
  now: number,
  inputs = NO_INPUTS,
) {
  const around = { source, now, limits: COMMAND_LIMITS, signal };
  const plan = await planBacktest(detector, { from, points: 100_000 }, around);
  const rows: { time: number; id: string; line: string }[] = [];
  const names = new Map<string, string | undefined>();
  const tally = new Tally(plan);
  const commit = (batch: ScoreBatch): void => {
    for (const { id, labels } of batch.newSignals) names.set(id, labels['service']);
    const c = batch.columns();
    for (const [i, id] of c.signals.entries()) {
      const cells = [c.times[i], c.values[i], c.scores[i], c.pValues[i], c.news[i], c.expected[i], c.lower[i], c.upper[i]]; // prettier-ignore
      rows.push({ time: c.times[i], id, line: [names.get(id), ...cells].join() });
    }
    tally.take(batch);
  };
  const surroundings = { inputs: structuredClone(fixInputs(plan, inputs)) };
  const replay = new Replay(plan, COMMAND_LIMITS, commit, surroundings);
  const pulled = source.pull(detector, { from: plan.begin, to: plan.until }, signal);
  for await (const chunk of pulled) await replay.add(chunk, signal);
  rows.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  return {
    lines: rows.map(({ line }) => line),
    outcome: tally.outcome([], replay.budgets(tally.from)),
    plan,
  };
}

describe.each(['gap', 'zero'] as const)('where a missing reading is a %s', (absent) => {
  test('the scores are those of the live run, bit for bit, and so are the anomalies', async () => {
    const detector = minutely();
    const source = new MadeSource(4, readings, 333);
    source.absent = absent;
    const { stores, now } = await live(detector, source, 20);

    // As if it had been saved at noon: a day of history teaches, twenty minutes are judged.
    const other = new MadeSource(4, readings, 77);
    other.absent = absent;
    const noon = NOON - MINUTE_MS;
    const { lines, plan } = await replayed(detector, other, noon, now);
    expect(plan).toMatchObject({ begin: noon - DAY * MINUTE_MS, from: noon, until: now - MINUTE_MS });
    const stored = allScores(stores);
    expect(lines.length).toBeGreaterThan(60);
    expect(lines).toEqual(stored.slice(-lines.length));

    // All that the live run scored, history and all.
    const whole = { ...detector, from: new Date(plan.begin).toISOString() };
    const all = await replayed(whole, other, plan.begin, now);
    expect(all.lines).toEqual(stored);
    expect(all.outcome.result.anomalies).toEqual(
      allAnomalies(stores).sort((a, b) => Date.parse(a.start) - Date.parse(b.start)),
    );
    expect(all.outcome.result.anomalies.length).toBeGreaterThan(0);
    // Beside it, in the same run, each budget comes to what it would have come to by itself.
    const own = all.outcome.result.budgets.find((budget) => budget.own);
    expect(own).toMatchObject({ alerts: all.outcome.result.alerts.total, false_alerts_a_week: 1 });
    const larger = all.outcome.result.budgets.at(-1);
    const alert_budget = { per: 'week' as const, false_alerts: larger?.false_alerts_a_week ?? 0 };
    const alone = await replayed({ ...whole, alert_budget }, other, plan.begin, now);
    expect(alone.outcome.result.alerts.total).toBe(larger?.alerts);

    // The charts, too, are what the signal page shows of the live run.
    for (const [id, chart] of all.outcome.charts) {
      const shown = stores.scores.series(id, plan.begin, plan.until, 100_000);
      expect({ ...chart, signal: undefined }).toEqual({ ...shown, signal: undefined });
      expect(chart.signal).toMatchObject({ id, last_score: shown?.signal.last_score });
    }
  }, 60_000);
});

test('what people said, calendars and rules hold as they held live', async () => {
  const detector = minutely({
    alert_budget: { false_alerts: 20 },
    suppress: {
      windows: [{ type: 'calendar', calendar: 'works', labels: { service: 's0' } }],
      ignore: [{ service: 's2' }],
    },
  });
  const iso = (time: number): string => new Date(time).toISOString();
  // The day's steps on s1 began twenty minutes before noon; an hour before they were called ordinary.
  const feedback = Feedback.parse({
    ...{ id: 'f', verdict: 'not_an_anomaly', anomaly_id: null, detector_id: 'd', note: '', by: 'somebody' },
    ...{ signal_id: signalId('made', 'metric', { service: 's1' }), labels: { service: 's1' } },
    ...{ start: iso(NOON - DAY * MINUTE_MS), end: null, peak: iso(NOON - DAY * MINUTE_MS), score: 260 },
    ...{ feature: null, up: true, created_at: iso(NOON - HOUR * MINUTE_MS) },
    ...{
      effective_from: iso(NOON - HOUR * MINUTE_MS),
      removed_at: null,
      removed_by: null,
      effective_until: null,
    },
  });
  const works = (time: number): boolean =>
    time >= NOON - 8 * HOUR * MINUTE_MS && time < NOON - 7 * HOUR * MINUTE_MS;
  const inputs: VerdictInputs = {
    feedback: () => [standing(feedback)],
    calendars: { eventAt: (name, time) => (name === 'works' && works(time) ? 'Works' : undefined) },
  };
  const { stores, now } = await live(detector, new MadeSource(4, readings, 333), 4, inputs);
  const begin = NOON - MINUTE_MS - DAY * MINUTE_MS;
  const whole = { ...detector, from: iso(begin) };
  const told = await replayed(whole, new MadeSource(4, readings, 91), begin, now, inputs);
  expect(told.lines).toEqual(allScores(stores));
  const { anomalies, alerts } = told.outcome.result;
  expect(anomalies).toEqual(allAnomalies(stores).sort((a, b) => Date.parse(a.start) - Date.parse(b.start)));
  expect(anomalies.flatMap(({ trace }) => trace.map(({ rule }) => rule))).toContain('feedback');

  // Without them other alerts come, and other scores: the models have seen the works.
  const without = await replayed(
    { ...whole, suppress: minutely().suppress },
    new MadeSource(4, readings, 91),
    begin,
    now,
  );
  expect(without.lines).not.toEqual(told.lines);
  expect(without.outcome.result.alerts.total).toBeGreaterThan(alerts.total);
}, 60_000);

test('cut into other chunks and run as a whole, the result is the same but for the time it took', async () => {
  const run = async (chunkMinutes: number) => {
    const source = new MadeSource(3, readings, chunkMinutes);
    const around = { source, now: NOON, limits: COMMAND_LIMITS, signal };
    const plan = await planBacktest(minutely(), { points: 720 }, around);
    const progress: number[] = [];
    const scoring = scoreHere(plan, COMMAND_LIMITS, signal);
    const onProgress = (of: number): void => void progress.push(of);
    const { result } = await runBacktest(plan, { source, scoring, signal, onProgress });
    expect(progress.at(-1)).toBe(1);
    return { ...result, seconds: undefined };
  };
  const result = await run(500);
  expect(await run(31)).toEqual(result);
  expect(result.readings).toBeGreaterThan(2.9 * DAY);
  expect(result.weeks).toBeCloseTo(1 / 7);
});

test('a source that holds less than was asked for does not make alerts rarer', async () => {
  const first = NOON - 10 * HOUR * MINUTE_MS;
  const usual = wave(() => false);
  const source = new MadeSource(1, (of, minute) =>
    minute < first / MINUTE_MS ? undefined : usual(of, minute),
  );
  const around = { source, now: NOON, limits: COMMAND_LIMITS, signal };
  const plan = await planBacktest(minutely(), { points: 10 }, around);
  const scoring = scoreHere(plan, COMMAND_LIMITS, signal);
  const { result } = await runBacktest(plan, { source, scoring, signal, onProgress: () => undefined });
  expect(plan.from).toBeLessThan(first);
  expect(Date.parse(result.from)).toBe(first);
  expect(result.weeks).toBeCloseTo((plan.until - first) / (7 * DAY * MINUTE_MS));
});

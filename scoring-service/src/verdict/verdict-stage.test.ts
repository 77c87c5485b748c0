import { Detector, type Anomaly, type DetectorInput, type Feedback } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import { newState, type DetectorState } from '../pipeline/detector-state.ts';
import { ChunkScorer } from '../pipeline/score-chunk.ts';
import { decodeState, encodeState } from '../pipeline/snapshot-codec.ts';
import { FeedbackBook, NO_INPUTS, type VerdictInputs } from './inputs.ts';

const MINUTE = 60_000;
const DAY = 1_440;
const START = Date.UTC(2026, 10, 2);

function detector(more: Partial<DetectorInput> = {}): Detector {
  return Detector.parse({
    ...{ id: 'd', name: 'D', source: 'made', kind: 'metric', query: { type: 'csv' } },
    ...more,
  });
}

/** The reading of signal `s` in minute `m`: 100 and a repeatable roughness, and what `strange` adds. */
type Strange = (s: number, m: number) => number;
function value(s: number, m: number, strange: Strange): number {
  const rough = Math.abs(Math.sin((s + 1) * 12.9898 + m * 78.233) * 43_758.5453) % 1;
  return 100 + 10 * rough + strange(s, m);
}

interface Run {
  anomalies: Map<string, Anomaly>;
  state: DetectorState;
}

/** Scores minutes [from, to) of two signals, in memory, from `state` on. */
async function score(
  made: Detector,
  strange: Strange,
  [from, to]: [number, number],
  {
    inputs = NO_INPUTS,
    state = newState(made, START + from * MINUTE, -Infinity),
  }: { inputs?: VerdictInputs; state?: DetectorState } = {},
): Promise<Run> {
  const anomalies = new Map<string, Anomaly>();
  const scorer = new ChunkScorer(
    made,
    state,
    -Infinity,
    (batch) => {
      for (const [id, { anomaly }] of batch.anomalies) anomalies.set(id, anomaly);
    },
    inputs,
  );
  const minutes = Array.from({ length: to - from }, (_, i) => from + i);
  const series = [0, 1].map((s) => ({
    labels: { service: `s${s}`, metric: 'm' },
    times: Float64Array.from(minutes, (m) => START + m * MINUTE),
    values: Float64Array.from(minutes, (m) => value(s, m, strange)),
  }));
  const range = { from: START + from * MINUTE, to: START + to * MINUTE };
  await scorer.run({ range, series, absent: 'gap', warnings: [] }, new AbortController().signal);
  return { anomalies, state };
}

const at = (m: number): string => new Date(START + m * MINUTE).toISOString();
const of = (run: Run, s: number, first: number, last: number): Anomaly[] =>
  [...run.anomalies.values()].filter(
    ({ labels, start }) => labels['service'] === `s${s}` && start >= at(first) && start < at(last),
  );

/** Signal 0 stands at 400 for ten minutes on the third day. */
const FAULT = 2 * DAY + 600;
const fault: Strange = (s, m) => (s === 0 && m >= FAULT && m < FAULT + 10 ? 300 : 0);
const around = (run: Run, s = 0): Anomaly[] => of(run, s, FAULT - 5, FAULT + 15);

test('a fault is raised, with the reason; what is told stays told', async () => {
  const [anomaly] = around(await score(detector(), fault, [0, 3 * DAY]));
  expect(anomaly).toMatchObject({ alert: 'raised', trace: [], start: at(FAULT) });
  expect(anomaly.alert_reason).toMatch(/^its score of [\d.]+ reaches [\d.]+; \d(st|nd) alert this week$/);
});

test('what the budget leaves out is recorded with what it lacked', async () => {
  const run = await score(detector({ open_at: 'LOW', alert_budget: { false_alerts: 0.01 } }), fault, [
    0,
    3 * DAY,
  ]);
  const withheld = [...run.anomalies.values()].filter(({ alert }) => alert === 'withheld');
  expect(withheld.length).toBeGreaterThan(0);
  expect(withheld[0].alert_reason).toMatch(
    /^budget: would have been the \d+(st|nd|rd|th) alert this week; needs a score of [\d.]+ or more$/,
  );
});

test('a larger budget raises more', async () => {
  const slight: Strange = (s, m) => (s === 0 && m > 2 * DAY && m % 300 < 3 ? 4 : 0);
  const raised = async (false_alerts: number): Promise<number> => {
    const { anomalies } = await score(detector({ alert_budget: { false_alerts } }), slight, [0, 3 * DAY]);
    return [...anomalies.values()].filter(({ alert }) => alert === 'raised').length;
  };
  expect(await raised(500)).toBeGreaterThan(await raised(0.1));
});

test('nothing below alert_at is told, whatever the budget', async () => {
  const run = await score(
    detector({ open_at: 'LOW', alert_at: 'CRITICAL', alert_budget: { false_alerts: 10_000 } }),
    fault,
    [0, 3 * DAY],
  );
  for (const { score: decibans, alert } of run.anomalies.values())
    if (alert === 'raised') expect(decibans).toBeGreaterThanOrEqual(70);
  expect(
    [...run.anomalies.values()].some(({ alert_reason }) => alert_reason.includes('is below CRITICAL')),
  ).toBe(true);
});

describe('maintenance', () => {
  const window = { type: 'once', from: at(FAULT - 30), to: at(FAULT + 30) } as const;
  test('opens nothing, and does not teach the models the outage', async () => {
    const kept = detector({ suppress: { windows: [window] } });
    const during = await score(kept, fault, [0, FAULT + 30]);
    expect(around(during)).toEqual([]);
    // A gap: what the models expect afterwards is what they expect when there was no fault at all.
    const bare = await score(kept, () => 0, [0, FAULT + 30]);
    expect(Buffer.from(during.state.bank.save())).toEqual(Buffer.from(bare.state.bank.save()));
  });
  test('concerns the signals with its labels alone', async () => {
    const kept = detector({ suppress: { windows: [{ ...window, labels: { service: 's1' } }] } });
    const both: Strange = (_, m) => fault(0, m);
    const run = await score(kept, both, [0, 3 * DAY]);
    expect(around(run, 0)).toHaveLength(1);
    expect(around(run, 1)).toEqual([]);
  });
});

test('in a window without alerts the anomaly is recorded and nobody is told', async () => {
  const window = {
    type: 'weekly',
    start: '00:00',
    end: '24:00',
    effect: 'no_alerts',
    name: 'freeze',
  } as const;
  const [anomaly] = around(await score(detector({ suppress: { windows: [window] } }), fault, [0, 3 * DAY]));
  expect(anomaly).toMatchObject({
    alert: 'withheld',
    alert_reason: 'a window keeps it from being told',
    trace: [{ rule: 'window', effect: 'nobody is told', detail: 'freeze' }],
  });
});

test('a declared peak must be rarer', async () => {
  const window = { type: 'weekly', start: '09:00', end: '11:00', effect: 'quieter', by: 100 } as const;
  const small: Strange = (s, m) => (s === 0 && m >= FAULT && m < FAULT + 10 ? 25 : 0);
  const [bare] = around(await score(detector(), small, [0, 3 * DAY]));
  const [quiet] = around(await score(detector({ suppress: { windows: [window] } }), small, [0, 3 * DAY]));
  expect(bare.alert).toBe('raised');
  expect(quiet).toMatchObject({ trace: [{ rule: 'window', detail: 'daily 09:00 to 11:00 UTC' }] });
  expect(quiet.trace[0].effect).toBe('needs 100 decibans more to be an alert');
});

test('an effect that is too small opens nothing, and is counted', async () => {
  const made = detector({ suppress: { smallest_effect: { absolute: 500 } } });
  const run = await score(made, fault, [0, 3 * DAY]);
  expect(run.anomalies.size).toBe(0);
  expect(run.state.verdict.suppressed.byRule().smallest_effect).toBeGreaterThan(0);
  const large = detector({ suppress: { smallest_effect: { absolute: 100, relative: 0.5 } } });
  expect(around(await score(large, fault, [0, 3 * DAY]))).toHaveLength(1);
});

test('signals that are ignored are scored and open nothing', async () => {
  const made = detector({ suppress: { ignore: [{ service: 's0', metric: 'm' }] } });
  const run = await score(made, fault, [0, 3 * DAY]);
  expect(of(run, 0, 0, 3 * DAY)).toEqual([]);
  expect(run.state.verdict.suppressed.byRule().ignored).toBeGreaterThan(0);
});

describe('a peak at the same time each day', () => {
  const nightly: Strange = (s, m) => (s === 0 && m >= DAY && m % DAY >= 120 && m % DAY < 125 ? 60 : 0);
  test('is told at first, and from the fourth time on it is not, with the reason', async () => {
    const run = await score(detector(), nightly, [0, 7 * DAY]);
    const nights = [...run.anomalies.values()].filter(({ start }) => start.includes('T02:0'));
    expect(nights[0].alert).toBe('raised');
    for (const night of nights.slice(3)) {
      expect(night.alert).toBe('withheld');
      expect(night.trace[0]).toMatchObject({ rule: 'recurring' });
    }
  });
  test('unless that is switched off', async () => {
    const run = await score(detector({ suppress: { learn_recurring: false } }), nightly, [0, 7 * DAY]);
    expect([...run.anomalies.values()].flatMap(({ trace }) => trace)).toEqual([]);
  });
});

describe('feedback', () => {
  const twice: Strange = (s, m) => fault(s, m) || fault(s, m - DAY);
  const feedback = (anomaly: Anomaly, more: Partial<Feedback> = {}): Feedback => ({
    ...{
      id: 'f',
      verdict: 'not_an_anomaly',
      anomaly_id: anomaly.id,
      signal_id: anomaly.signal_id,
      detector_id: 'd',
    },
    ...{ labels: anomaly.labels, start: anomaly.start, end: anomaly.end, peak: anomaly.peak },
    ...{ score: 10_000, feature: null, up: true, note: '', by: 'ana', created_at: at(FAULT + 60) },
    ...{ effective_from: at(FAULT + 60), removed_at: null, removed_by: null, effective_until: null },
    ...more,
  });
  const inputs = (said: Feedback[]): VerdictInputs => ({ ...NO_INPUTS, feedback: new FeedbackBook(said).of });
  const next = (run: Run): Anomaly => of(run, 0, FAULT + DAY - 5, FAULT + DAY + 15)[0];

  test('"not an anomaly" keeps its like from being told, and says so; the past stays', async () => {
    const bare = await score(detector(), twice, [0, 4 * DAY]);
    const [first] = around(bare);
    expect(next(bare).alert).toBe('raised');
    const run = await score(detector(), twice, [0, 4 * DAY], { inputs: inputs([feedback(first)]) });
    expect(around(run)[0].alert).toBe('raised');
    expect(next(run)).toMatchObject({ alert: 'withheld', trace: [{ rule: 'feedback' }] });
    expect(next(run).alert_reason).toMatch(/^rules: its score of [\d.]+ would do without them; needs/);
  });

  test('taken back, its like is told again', async () => {
    const [first] = around(await score(detector(), twice, [0, 3 * DAY]));
    const said = feedback(first, { effective_until: at(FAULT + 120) });
    expect(next(await score(detector(), twice, [0, 4 * DAY], { inputs: inputs([said]) })).alert).toBe(
      'raised',
    );
  });

  test('"missed" makes the signal keener', async () => {
    // Every seven hours a little more, never at the same time of day, so that some lie just below what an alert needs.
    const rising: Strange = (s, m) => (s === 0 && m >= FAULT && m % 420 < 3 ? (m - FAULT) / 420 : 0);
    const bare = await score(detector(), rising, [0, 9 * DAY]);
    const [raised] = of(bare, 0, FAULT, 9 * DAY).filter(({ alert }) => alert === 'raised');
    const said = feedback(raised, { verdict: 'missed', score: 20 });
    const keen = await score(detector(), rising, [0, 9 * DAY], { inputs: inputs([said]) });
    const [sooner] = of(keen, 0, FAULT, 9 * DAY).filter(({ alert }) => alert === 'raised');
    expect(sooner.start < raised.start).toBe(true);
    expect(sooner.trace[0]).toMatchObject({ rule: 'feedback' });
    expect(sooner.trace[0].effect).toMatch(/^needs [\d.]+ decibans less to be an alert$/);
  });
});

test('saved at any moment and restored, it comes to the same verdicts', async () => {
  const strange: Strange = (s, m) => (m > DAY && (m * (s + 3)) % 700 < 4 ? 20 + (m % 50) : 0);
  const made = detector({ open_at: 'LOW', suppress: { smallest_effect: { absolute: 12 } } });
  const whole = await score(made, strange, [0, 4 * DAY]);
  for (const cut of [DAY + 3, 2 * DAY + 351, FAULT + 2]) {
    const first = await score(made, strange, [0, cut]);
    const state = decodeState(made, encodeState(made, first.state));
    if ('unusable' in state) throw new Error(state.unusable);
    const second = await score(made, strange, [cut, 4 * DAY], { state });
    expect([...new Map([...first.anomalies, ...second.anomalies]).values()]).toEqual([
      ...whole.anomalies.values(),
    ]);
  }
});

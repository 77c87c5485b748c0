import { Detector, type DetectorInput, type SignalKind } from '@lapwing/contract';
import { ENTITY_SOURCES } from '@lapwing/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE_MS, testStores } from '../../pipeline/test-runs.ts';
import { signalId } from '../../signals/signal-id.ts';
import type { Stores } from '../../stores/open-stores.ts';
import { madeUpEntity } from '../../training/made-up/entities.ts';
import { SHIPPED_NETS, type NetSchedule } from '../../training/net-schedule.ts';
import { untrained } from '../../training/testing.ts';
import type { PulledChunk } from '../source.ts';
import { createEntitiesSource } from './entities-source.ts';

const MONDAY = Date.UTC(2024, 0, 1);
const MINUTES = 400;
const never = new AbortController().signal;

let made: ReturnType<typeof testStores>;
beforeEach(() => void (made = testStores()));
afterEach(() => made.remove());

function detector(id: string, more: Partial<DetectorInput>): Detector {
  return Detector.parse({ id, name: id, source: 'made', kind: 'metric', ...more } as DetectorInput);
}
const GROUP = ENTITY_SOURCES.map((kind) =>
  detector(`${kind}s`, { kind, query: { type: 'prometheus', expr: 'up' } }),
);
const services = (model: 'msif-lstm' | 'ple-gru', more: Partial<DetectorInput> = {}): Detector =>
  detector('services', {
    source: 'entities',
    query: { type: 'entities', detectors: GROUP.map(({ id }) => id), model },
    ...more,
  });

/** Stores what each source's detector would have said of two made-up services. */
function fill({ scores }: Stores, minutes = MINUTES): void {
  for (const kind of ENTITY_SOURCES) commitKind(scores, kind, minutes);
}

function commitKind(scores: Stores['scores'], kind: SignalKind, minutes: number): void {
  const signals = [1, 2].flatMap((seed) =>
    madeUpEntity(seed, MINUTES)
      .signals.filter(({ source }) => source === kind)
      .map(({ values }, k) => ({ values, labels: { service: `s${seed}`, metric: `${kind}-${k}` } })),
  );
  const idOf = (labels: Record<string, string>): string => signalId('made', kind, labels);
  const rows = signals.flatMap(({ values, labels }) =>
    Array.from({ length: minutes }, (_, m) => ({
      id: idOf(labels),
      time: MONDAY + m * MINUTE_MS,
      value: values[m],
    })),
  );
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, of);
  const zero = column(() => 0);
  scores.commit({
    detectorId: `${kind}s`,
    newSignals: signals.map(({ labels }) => ({
      ...{ id: idOf(labels), detectorId: `${kind}s`, source: 'made', kind, labels, intervalSeconds: 60 },
    })),
    scores: {
      signals: rows.map(({ id }) => id),
      times: column(({ time }) => time),
      values: column(({ value }) => value),
      ...{ scores: zero, pValues: column(() => 1), news: zero },
      expected: column(({ value }) => 0.9 * value),
      lower: column(({ value }) => 0.5 * value - 1),
      upper: column(({ value }) => 1.5 * value + 1),
    },
    anomalies: [],
    watermark: MONDAY + minutes * MINUTE_MS,
  });
}

function sourceOf(nets: NetSchedule = SHIPPED_NETS) {
  const all = [...GROUP, services('msif-lstm')];
  return createEntitiesSource({ scores: made.stores.scores, nets, detectors: () => all });
}

async function pulled(source: ReturnType<typeof sourceOf>, asked: Detector, from: number, to: number) {
  const chunks: PulledChunk[] = [];
  const range = { from: MONDAY + from * MINUTE_MS, to: MONDAY + to * MINUTE_MS };
  for await (const chunk of source.pull(asked, range, never)) chunks.push(chunk);
  return chunks;
}

/** Readings by labels and minute, as text. */
function readingsOf(chunks: PulledChunk[]): string[] {
  return chunks
    .flatMap(({ series }) =>
      series.flatMap(({ labels, times, values }) =>
        [...times].map((time, i) => `${JSON.stringify(labels)} ${(time - MONDAY) / MINUTE_MS} ${values[i]}`),
      ),
    )
    .sort();
}

describe.each(['msif-lstm', 'ple-gru'] as const)('services by a %s', (model) => {
  test('have a surprise in each interval', async () => {
    fill(made.stores);
    const readings = readingsOf(await pulled(sourceOf(), services(model), 100, 300));
    // A made-up service may lack a source.
    const sources = [1, 2].map(
      (seed) => new Set(madeUpEntity(seed, MINUTES).signals.map(({ source }) => source)).size,
    );
    const perInterval = model === 'msif-lstm' ? 2 : sources[0] + sources[1];
    expect(readings.length).toBe(200 * perInterval);
    expect(readings.every((line) => Number(line.split(' ').at(-1)) >= 0)).toBe(true);
    expect(readings[0]).toContain('"service":"s1"');
  });

  test('are read the same however the time is cut: live, in replay, after a restart', async () => {
    fill(made.stores);
    const asked = services(model);
    const whole = readingsOf(await pulled(sourceOf(), asked, 70, 330));
    const live = sourceOf();
    const steps: PulledChunk[] = [];
    for (let m = 70; m < 330; m++)
      steps.push(...(await pulled(m % 50 === 0 ? sourceOf() : live, asked, m, m + 1)));
    expect(readingsOf(steps)).toEqual(whole);
  });
});

test('another net begins at the border of a block', async () => {
  fill(made.stores);
  const first = SHIPPED_NETS.at('services', 'msif-lstm', 0, false);
  const asks: number[] = [];
  const swapAt = MONDAY + 200 * MINUTE_MS;
  const nets: NetSchedule = {
    at(_id, _kind, time) {
      asks.push(time);
      return time < swapAt ? first : { id: 'other', bytes: untrained('msif-lstm', 5) };
    },
  };
  const before = readingsOf(await pulled(sourceOf(), services('msif-lstm'), 100, 400));
  const after = readingsOf(await pulled(sourceOf(nets), services('msif-lstm'), 100, 400));
  const minuteOf = (line: string): number => Number(line.split(' ').at(-2));
  const changed = after.filter((line) => !before.includes(line)).map(minuteOf);
  expect(Math.min(...changed)).toBeGreaterThanOrEqual(200);
  expect(asks.every((time) => time % (64 * MINUTE_MS) === 0)).toBe(true);
});

describe('how far it reaches', () => {
  test('as far as all detectors of the group have scored', async () => {
    const source = sourceOf();
    expect(await source.extent?.(services('msif-lstm'), never)).toBeUndefined();
    fill(made.stores, 300);
    commitKind(made.stores.scores, 'log', 250);
    made.stores.scores.commit({
      ...{ detectorId: 'traces', newSignals: [], anomalies: [], watermark: MONDAY + 250 * MINUTE_MS },
      scores: emptyScores(),
    });
    expect(await source.extent?.(services('msif-lstm'), never)).toEqual({
      first: MONDAY,
      last: MONDAY + 249 * MINUTE_MS,
    });
  });

  test('a gap of everybody is a gap', async () => {
    fill(made.stores, 150);
    const readings = readingsOf(await pulled(sourceOf(), services('msif-lstm'), 140, 160));
    expect(readings.length).toBe(2 * 10);
  });
});

describe('a check', () => {
  test('names the services that it would see', async () => {
    fill(made.stores);
    const seen = await sourceOf().check(services('ple-gru'), never);
    expect(seen).toMatchObject({ ok: true, signals: 6, warnings: [], errors: [] });
    expect(seen.sample.map(({ labels }) => labels['service']).sort()).toEqual(['s1', 's2']);
  });

  test('names a detector that is not there, and warns of a label that nobody has', async () => {
    const query = {
      type: 'entities' as const,
      detectors: ['logs', 'nobody'],
      model: 'ple-gru' as const,
      by: 'pod',
    };
    const seen = await sourceOf().check(services('ple-gru', { query }), never);
    expect(seen.ok).toBe(false);
    expect(seen.errors[0].message).toContain('nobody');
    expect(seen.warnings[0]).toContain('"pod"');
  });
});

function emptyScores() {
  const none = new Float64Array(0);
  return {
    ...{ signals: [], times: none, values: none, scores: none, pValues: none },
    ...{ news: none, expected: none, lower: none, upper: none },
  };
}

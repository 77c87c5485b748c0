import { beforeEach, describe, expect, test } from 'vitest';
import type { CountedStretch, CountedTemplate, TemplateStore } from '../template-store.ts';
import { openSqlite } from './open.ts';
import { TELEMETRY_MIGRATIONS } from './telemetry-schema.ts';
import { createSqliteTemplateStore } from './template-store.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const STREAM = { key: 'k', source: 'logs' };
let store: TemplateStore;

beforeEach(() => {
  const db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  store = createSqliteTemplateStore(db);
});

const template = (id: string, count: number, more: Partial<CountedTemplate> = {}): CountedTemplate => ({
  ...{ templateId: id, template: `text ${id}`, level: 'info', count, named: true, firstSeen: 0 },
  ...{ example: `line ${id}`, traceId: undefined },
  ...more,
});

function stretch(
  time: number,
  templates: CountedTemplate[],
  more: Partial<CountedStretch> = {},
): CountedStretch {
  const lines = templates.reduce((sum, { count }) => sum + count, 0);
  const counted = { service: 'cart', lines, errors: 0, news: 0, rare: 0, newNotes: [], rareNotes: [] };
  return {
    ...{ range: { from: time, to: time + MINUTE }, ended: [], lines: [] },
    intervals: [{ time, services: [{ ...counted, templates }] }],
    state: { until: time + MINUTE, counter: Uint8Array.of(1, 2, 3) },
    ...more,
  };
}
const cellsOf = (from: number, to: number) =>
  store.cells('k', { from, to }).map(({ key, time, count }) => {
    const one = store.series('k', { from, to }).find((series) => series.key === key);
    return [time / MINUTE, one?.template?.id ?? '', count];
  });

test('a stretch is kept with the state behind it, and is missing no more', () => {
  const range = { from: 0, to: 3 * MINUTE };
  expect(store.state('k')).toBeUndefined();
  expect(store.missing('k', range)).toEqual([range]);
  store.append(STREAM, stretch(MINUTE, [template('a', 3), template('b', 2)]));
  expect(store.state('k')).toEqual({ until: 2 * MINUTE, counter: Uint8Array.of(1, 2, 3) });
  expect(store.missing('k', range)).toEqual([
    { from: 0, to: MINUTE },
    { from: 2 * MINUTE, to: 3 * MINUTE },
  ]);
  expect(cellsOf(0, 3 * MINUTE)).toEqual([
    [1, '', 5],
    [1, 'a', 3],
    [1, 'b', 2],
  ]);
  expect(store.cells('other', range)).toEqual([]);
});

test('templates without a place are counted together', () => {
  const few = [template('a', 3), template('b', 2, { named: false }), template('c', 4, { named: false })];
  store.append(STREAM, stretch(0, few));
  expect(cellsOf(0, MINUTE)).toEqual([
    [0, '', 9],
    [0, 'a', 3],
    [0, 'other', 6],
  ]);
  expect(store.templates({}, { limit: 10 }).items.map(({ id }) => id)).toEqual(['a']);
});

test('runs: one while it is there, another after a day of silence or after its end', () => {
  const runs = () =>
    store.series('k', { from: 0, to: 9 * DAY }).find(({ template: of }) => of?.id === 'a')?.runs;
  store.append(STREAM, stretch(0, [template('a', 1)]));
  store.append(STREAM, stretch(5 * MINUTE, [template('a', 1)]));
  expect(runs()).toEqual([{ start: 0, last: 5 * MINUTE, until: undefined }]);
  store.append(STREAM, stretch(6 * MINUTE, [template('b', 1)], { ended: [['cart', 'a']] }));
  expect(runs()).toEqual([{ start: 0, last: 5 * MINUTE, until: 6 * MINUTE }]);
  store.append(STREAM, stretch(7 * MINUTE, [template('a', 1)]));
  store.append(STREAM, stretch(3 * DAY, [template('a', 1)]));
  expect(runs()?.map(({ start }) => start)).toEqual([0, 7 * MINUTE, 3 * DAY]);
});

describe('the list', () => {
  beforeEach(() => {
    store.append(
      STREAM,
      stretch(0, [
        template('a', 3, { traceId: 'ab' }),
        template('b', 2, { level: 'error', template: 'It FAILED' }),
      ]),
    );
    store.append(
      STREAM,
      stretch(20 * MINUTE, [template('a', 4), template('c', 1, { firstSeen: 20 * MINUTE })]),
    );
  });
  const ids = (filter: Parameters<TemplateStore['templates']>[0]) =>
    store.templates(filter, { limit: 10 }).items.map(({ id }) => id);

  test('adds up, by what is asked for', () => {
    expect(ids({})).toEqual(['c', 'a', 'b']);
    expect(store.template('a')).toMatchObject([
      { id: 'a', source: 'logs', service: 'cart', count: 7, example: 'line a', trace_id: 'ab' },
    ]);
    expect(store.template('a')[0].last_seen).toBe(new Date(20 * MINUTE).toISOString());
    expect(ids({ levels: ['error', 'warn'] })).toEqual(['b']);
    expect(ids({ text: 'it failed' })).toEqual(['b']);
    expect(ids({ newSince: 20 * MINUTE })).toEqual(['c']);
    expect(ids({ service: 'pay' })).toEqual([]);
    expect(ids({ source: 'logs', service: 'cart' })).toHaveLength(3);
    expect(store.template('z')).toEqual([]);
  });

  test('comes in pages', () => {
    const first = store.templates({}, { limit: 2 });
    expect(first.total).toBe(3);
    const second = store.templates({}, { limit: 2, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(second.next).toBeNull();
    expect(() => store.templates({}, { limit: 2, cursor: 'x' })).toThrow(/cursor/);
  });

  test('has lines of each while it came, the newest first', () => {
    const range = { from: 0, to: DAY };
    const lines = store.exampleLines({ templateId: 'a', range, limit: 5 });
    expect(lines.map(({ time, line, traceId }) => [time, line, traceId])).toEqual([
      [20 * MINUTE, 'line a', undefined],
      [0, 'line a', 'ab'],
    ]);
    expect(store.exampleLines({ templateId: 'a', service: 'pay', range, limit: 5 })).toEqual([]);
    expect(store.exampleLines({ templateId: 'a', range: { from: 0, to: 1 }, limit: 5 })).toHaveLength(1);
  });

  test('what is old goes, and what a service has too much of', () => {
    expect(store.expire(10 * MINUTE)).toBeGreaterThan(0);
    expect(store.expire(10 * MINUTE)).toBe(0);
    expect(ids({})).toEqual(['c', 'a']);
    expect(cellsOf(0, MINUTE)).toEqual([]);
    expect(store.missing('k', { from: 0, to: MINUTE })).toHaveLength(1);
    const many = Array.from({ length: 3000 }, (_, n) => template(`t${n}`, 1 + n));
    store.append(STREAM, stretch(30 * MINUTE, many));
    while (store.expire(10 * MINUTE) > 0);
    expect(store.templates({}, { limit: 1 }).total).toBe(2000);
    expect(store.expire(DAY)).toBeGreaterThan(0);
  });
});

test('a stretch that cannot be stored leaves nothing behind', () => {
  const broken = stretch(0, [template('a', 1), template('b', NaN)]);
  expect(() => store.append(STREAM, broken)).toThrow();
  expect(store.state('k')).toBeUndefined();
  expect(store.cells('k', { from: 0, to: DAY })).toEqual([]);
});

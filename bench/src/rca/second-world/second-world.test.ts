import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { signsOf } from './oracle.ts';
import { secondWorld } from './second-world.ts';
import { WAYS } from './ways.ts';
import { worldCase, type WorldCase } from './world-case.ts';

/** A small case: quick, and seen in all ways. */
function small(kind: Parameters<typeof worldCase>[2], seed: number): WorldCase {
  const way = { ...WAYS['metrics, logs, spans'], pastS: [60], troubleS: [60], rate: [4, 4] as const };
  const known = worldCase(way, 'boutique', kind, seed);
  if (!known) throw new Error(`no place for ${kind}`);
  return known;
}

test('what is planned happens by time, then in turn', () => {
  const agenda = new Agenda(0);
  const done: string[] = [];
  agenda.at(5, () => done.push('c'));
  agenda.at(1, () => {
    done.push('a');
    agenda.after(1, () => done.push('b'));
  });
  agenda.at(5, () => done.push('d'));
  agenda.at(50, () => done.push('too late'));
  agenda.play(50);
  expect(done).toEqual(['a', 'b', 'c', 'd']);
  expect(agenda.nowMs).toBe(50);
});

test('the same seed, the same recording; until it begins, the same as without a fault', () => {
  const known = small('exception', 4);
  const one = known.record(true);
  expect(small('exception', 4).record(true)).toEqual(one);
  const well = known.record(false);
  const before = (rows: { timestamp: string | number; message: string }[]): string[] =>
    rows
      .filter(({ timestamp }) => Date.parse(String(timestamp)) < known.atMs - 20_000)
      .map(({ message }) => message);
  expect(before(one.logs).length).toBeGreaterThan(100);
  expect(before(one.logs)).toEqual(before(well.logs));
  expect(one.metrics).not.toEqual(well.metrics);
});

test('a fault shows in the service that has it, and without one nothing would', () => {
  for (const kind of ['cpu', 'disk', 'exception'] as const) {
    const known = small(kind, 6);
    expect(
      signsOf(known).map(({ service }) => service),
      kind,
    ).toContain(known.services[0]);
    expect(signsOf({ ...known, record: () => known.record(false) })).toEqual([]);
  }
});

test('two halves ask for the same kinds in each way', () => {
  const cases = secondWorld(new Set());
  expect(cases.length).toBeGreaterThanOrEqual(120);
  const kinds = (half: string): string[] =>
    cases.filter((one) => one.half === half).map(({ way, kind }) => `${way} ${kind}`);
  expect(kinds('A')).toEqual(kinds('B'));
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

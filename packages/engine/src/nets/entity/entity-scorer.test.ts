import { describe, expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { refusalOf } from '../../testing/refusal.ts';
import { gauss } from '../../testing/shapes.ts';
import { drawnNet } from '../testing.ts';
import { ENTITY_SOURCES } from './entity-layout.ts';
import { EntityPool } from './entity-pool.ts';
import { ENTITY_SCORES, ENTITY_WARM_UP, EntityScorer, createEntityScores } from './entity-scorer.ts';

const KINDS = ['msif-lstm', 'ple-gru'] as const;

/** How far the one signal of source s of entity e strays in interval i; NaN: it says nothing. */
type Stray = (i: number, e: number, s: number) => number;

function drawn(seed: number): Stray {
  const random = new Random(seed);
  const numbers = Array.from({ length: 30_000 }, () => gauss(random));
  return (i, e, s) => numbers[(i * 31 + e * 7 + s) % numbers.length];
}

/** All that is said of the first `entities` slots from interval `from` to `to` - 1. */
function run(scorer: EntityScorer, entities: number, from: number, to: number, stray: Stray): number[][] {
  const pool = new EntityPool(entities);
  const scores = createEntityScores(entities);
  const slots = Uint32Array.from({ length: entities }, (_, e) => e);
  const said: number[][] = [];
  for (let i = from; i < to; i++) {
    pool.clear();
    for (let e = 0; e < entities; e++) {
      ENTITY_SOURCES.forEach((_, s) => {
        const z = stray(i, e, s);
        if (!Number.isNaN(z)) pool.add(e, s, z);
      });
    }
    scorer.step(slots, pool, scores);
    said.push([...scores.nats, ...scores.pValue]);
  }
  return said;
}

function scorerOf(kind: (typeof KINDS)[number], entities: number): EntityScorer {
  const scorer = new EntityScorer(drawnNet(kind));
  scorer.addSlots(entities);
  return scorer;
}

describe.each(KINDS)('%s', (kind) => {
  test('says nothing while it warms up, then a surprise of each source and of all', () => {
    const said = run(scorerOf(kind, 1), 1, 0, 60, drawn(1));
    for (const [i, row] of said.entries()) {
      const nats = row.slice(0, ENTITY_SCORES);
      if (i < ENTITY_WARM_UP) expect(nats.every(Number.isNaN)).toBe(true);
      else {
        expect(nats.every((x) => x >= 0)).toBe(true);
        expect(nats[0]).toBeCloseTo((nats[1] + nats[2] + nats[3]) / 3, 10);
      }
    }
  });

  test('what strays far is a surprise, in its own source most', () => {
    const calm = drawn(2);
    const stray: Stray = (i, e, s) => (i === 300 && s === 1 ? 6 : 0.3 * calm(i, e, s));
    const last = run(scorerOf(kind, 1), 1, 0, 301, stray).at(-1) ?? [];
    const [, metric, log, trace] = last;
    expect(log).toBeGreaterThan(metric);
    expect(log).toBeGreaterThan(trace);
    expect(last[ENTITY_SCORES]).toBeLessThan(0.05);
  });

  test('a source that says nothing has no surprise; the others are heard', () => {
    const all = drawn(3);
    const said = run(scorerOf(kind, 1), 1, 0, 40, (i, e, s) => (s === 2 ? NaN : all(i, e, s))).at(-1) ?? [];
    expect(said[3]).toBeNaN();
    expect(said[0]).toBeCloseTo((said[1] + said[2]) / 2, 10);
  });

  test('an interval in which nobody speaks changes nothing', () => {
    const stray = drawn(4);
    const [a, b] = [scorerOf(kind, 1), scorerOf(kind, 1)];
    run(a, 1, 0, 50, stray);
    run(b, 1, 0, 50, stray);
    const silent = run(b, 1, 50, 60, () => NaN);
    expect(silent.every((row) => row.slice(ENTITY_SCORES).every((p) => p === 1))).toBe(true);
    expect(b.save()).toEqual(a.save());
  });

  test('restored, goes on to the same bits; entities do not touch each other', () => {
    const stray = drawn(5);
    const scorer = scorerOf(kind, 3);
    run(scorer, 3, 0, 100, stray);
    const restored = EntityScorer.restore(scorer.save());
    expect(run(restored, 3, 100, 150, stray)).toEqual(run(scorer, 3, 100, 150, stray));
    const alone = scorerOf(kind, 1);
    const first = run(scorerOf(kind, 3), 3, 0, 60, stray).map((row) => row.slice(0, ENTITY_SCORES));
    expect(run(alone, 1, 0, 60, stray).map((row) => row.slice(0, ENTITY_SCORES))).toEqual(first);
  });

  test('a cleared slot begins anew', () => {
    const stray = drawn(6);
    const scorer = scorerOf(kind, 1);
    run(scorer, 1, 0, 50, stray);
    scorer.clearSlot(0);
    expect(run(scorer, 1, 0, 50, stray)).toEqual(run(scorerOf(kind, 1), 1, 0, 50, stray));
  });

  test('the longest memory stays within its range: steps are counted without end', () => {
    const said = run(scorerOf(kind, 1), 1, 0, 3_000, drawn(7)).slice(ENTITY_WARM_UP);
    expect(said.flat().every(Number.isFinite)).toBe(true);
  });
});

test('saved bytes of another version or another thing are refused', () => {
  const bytes = scorerOf('msif-lstm', 1).save();
  new DataView(bytes.buffer).setUint32(4, 99, true);
  expect(refusalOf(() => EntityScorer.restore(bytes)).code).toBe('UNSUPPORTED_VERSION');
  expect(refusalOf(() => EntityScorer.restore(new Uint8Array(3))).code).toBe('BAD_STATE');
});

import { describe, expect, test } from 'vitest';
import { averagePrecision } from './precision-recall.ts';
import type { Run } from './ranges.ts';
import { periodOf, vusPr } from './vus.ts';

/** A generator that is easily written in another language: the reference figures were made with the same one. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) / 8388608;
  };
}

interface Case {
  rows: number;
  runs: [number, number][];
  seed: number;
  /** Added to the score inside a run. */
  lift: number;
  /** Scores are cut to so many levels, so that many are equal; 0 leaves them. */
  levels: number;
  window: number;
}

function series({ rows, runs, seed, lift, levels }: Case): { labels: number[]; scores: number[] } {
  const next = lcg(seed);
  const labels = Array.from({ length: rows }, (_, i) => (runs.some(([a, b]) => i >= a && i <= b) ? 1 : 0));
  const scores = labels.map((label) => {
    const score = next() + (label ? lift : 0);
    return levels ? Math.floor(score * levels) / levels : score;
  });
  return { labels, scores };
}

// Made once with TSB-AD's basic_metricor().RangeAUC_volume_opt and scikit-learn's average_precision_score.
const TWO: Run[] = [
  { first: 100, last: 120 },
  { first: 500, last: 505 },
];
const pairs = (runs: Run[]): [number, number][] => runs.map((run) => [run.first, run.last]);
const GOLDEN: [Case, vus: number, ap: number][] = [
  [
    { rows: 1000, runs: pairs(TWO), seed: 1, lift: 0.3, levels: 0, window: 20 },
    0.43491671334417603,
    0.408269910570474,
  ],
  [
    { rows: 1000, runs: pairs(TWO), seed: 1, lift: 0.3, levels: 8, window: 20 },
    0.41773916112223214,
    0.4013106690400078,
  ],
  [
    {
      rows: 600,
      runs: [
        [0, 9],
        [590, 599],
      ],
      seed: 2,
      lift: 0.2,
      levels: 0,
      window: 35,
    },
    0.3967503501966346,
    0.3733364465084778,
  ],
  [
    {
      rows: 600,
      runs: [
        [50, 52],
        [60, 61],
        [70, 90],
        [300, 300],
      ],
      seed: 3,
      lift: 0.5,
      levels: 0,
      window: 40,
    },
    0.49094434851887453,
    0.5804256375753519,
  ],
  [{ rows: 200, runs: [[30, 40]], seed: 4, lift: 2, levels: 0, window: 10 }, 1, 1],
  [
    { rows: 2000, runs: [[700, 900]], seed: 5, lift: 0.1, levels: 0, window: 0 },
    0.19861896256829165,
    0.20252838334745887,
  ],
];

describe('against the reference implementations', () => {
  test.each(GOLDEN)('%j', (of, vus, ap) => {
    const { labels, scores } = series(of);
    expect(vusPr(labels, scores, of.window)).toBeCloseTo(vus, 9);
    expect(averagePrecision(labels, scores)).toBeCloseTo(ap, 9);
  });

  test.each([
    [24, 1, 24],
    [96, 2, 95],
    [288, 3, 6],
  ])('the window of a period of %i', (period, seed, window) => {
    const next = lcg(seed);
    const values = Array.from(
      { length: 3000 },
      (_, i) => (((i % period) * (period - (i % period))) / period / period) * 4 + next() * 0.5,
    );
    expect(periodOf(values)).toBe(window);
  });

  test('the window of noise', () => {
    const next = lcg(9);
    expect(periodOf(Array.from({ length: 1500 }, next))).toBe(166);
  });
});

test('a series without an anomaly has no figure', () => {
  expect(vusPr([0, 0], [1, 2], 3)).toBeNaN();
  expect(averagePrecision([0, 0], [1, 2])).toBeNaN();
});

test('a constant series takes the usual window', () => {
  expect(periodOf(new Float64Array(500).fill(7))).toBe(125);
});

import { expect, test } from 'vitest';
import type { LabelledSeries } from '../datasets/load.ts';
import { figuresOf, meanFigures } from './figures.ts';
import { scoreSeries } from './score-series.ts';

const ROWS = 4000;
const FAULT = 3500;

function series(fault: boolean): LabelledSeries {
  const noise = (i: number): number => (Math.imul(i + 1, 2_654_435_761) >>> 8) / 2 ** 24;
  const inFault = (i: number): boolean => fault && i >= FAULT && i < FAULT + 20;
  return {
    name: 'made up',
    timesMs: Float64Array.from({ length: ROWS }, (_, i) => i * 60_000),
    columns: [
      { name: 'a', values: Float64Array.from({ length: ROWS }, (_, i) => noise(i) + (inFault(i) ? 9 : 0)) },
    ],
    labels: Uint8Array.from({ length: ROWS }, (_, i) => (inFault(i) ? 1 : 0)),
    evaluateFrom: 2000,
  };
}

test('a plain fault is found at once and ranked first', async () => {
  const of = series(true);
  const figures = figuresOf(of, await scoreSeries(of));
  expect(figures.eventF1).toBe(1);
  expect(figures.delayMinutes).toBe(0);
  expect(figures.falseAlertsAWeek).toBe(0);
  expect(figures.vusPr).toBeGreaterThan(0.3);
});

test('a series without events has no rank and no F1, and is left out of their means', async () => {
  const of = series(false);
  const none = figuresOf(of, await scoreSeries(of));
  expect([none.vusPr, none.aucPr, none.eventF1]).toEqual([NaN, NaN, NaN]);
  const some = { ...none, vusPr: 0.5, eventF1: 0.25 };
  expect(meanFigures([none, some])).toMatchObject({ vusPr: 0.5, eventF1: 0.25 });
});

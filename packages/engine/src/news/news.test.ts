import { expect, test } from 'vitest';
import { createBank } from '../bank/create.ts';
import { createScores } from '../bank/scores.ts';
import { Random } from '../random.ts';
import { gauss } from '../testing/shapes.ts';

const STEP_MS = 300_000;
const PER_DAY = 288;

/** The news of one signal, a reading each five minutes. */
function newsOfSignal(readings: readonly number[], direction: 'both' | 'up' | 'down' = 'both'): number[] {
  const models = { statistical: true, forest: true };
  const bank = createBank({ intervalSeconds: STEP_MS / 1000, direction, models, seed: 1 });
  bank.addSlots(1);
  const scores = createScores(1);
  return readings.map((reading, i) => {
    bank.step(i * STEP_MS, Uint32Array.of(0), Float64Array.of(reading), scores);
    return scores.news[0];
  });
}

function noise(count: number, at: (i: number) => number, sigma = 1): number[] {
  const random = new Random(7);
  return Array.from({ length: count }, (_, i) => at(i) + sigma * gauss(random));
}

test('a fault is said when it begins, once', () => {
  const news = newsOfSignal(noise(3000, (i) => (i >= 2500 && i < 2560 ? 130 : 100)));
  expect(news[2500]).toBeGreaterThan(3);
  expect(news.slice(2501, 2560).filter((x) => x > 0).length).toBeLessThanOrEqual(1);
});

test('a quiet signal has hardly any news', () => {
  const said = newsOfSignal(noise(10_000, () => 100)).slice(1000);
  expect(said.filter((x) => x > 0).length).toBeLessThan(20);
});

test('a day that stays away is news', () => {
  const day = (i: number): number => 100 + 60 * Math.sin((2 * Math.PI * i) / PER_DAY);
  const readings = noise(14 * PER_DAY, (i) => (i >= 12 * PER_DAY && i < 13 * PER_DAY ? 100 : day(i)), 2);
  const news = newsOfSignal(readings);
  expect(Math.max(...news.slice(12 * PER_DAY, 13 * PER_DAY))).toBeGreaterThan(0.3);
});

test('looking up, a fall is no news; looking down it is', () => {
  const readings = noise(3000, (i) => (i >= 2500 && i < 2560 ? 70 : 100));
  expect(newsOfSignal(readings, 'up')[2500]).toBe(0);
  expect(newsOfSignal(readings, 'down')[2500]).toBeGreaterThan(3);
});

test('a first reading below zero is measured against the past', () => {
  const at = (low: number): number => newsOfSignal(noise(3000, (i) => (i === 2500 ? low : 30)))[2500];
  expect(at(-40)).toBeGreaterThan(3);
  expect(at(-40)).toBeLessThan(at(-400));
});

test('the news do not hang on which models a bank has', () => {
  const said = [true, false].map((forest) => {
    const bank = createBank({
      intervalSeconds: 300,
      direction: 'both',
      models: { statistical: true, forest },
      seed: 1,
    });
    bank.addSlots(1);
    const scores = createScores(1);
    return noise(2000, (i) => (i > 1500 ? 110 : 100)).map((reading, i) => {
      bank.step(i * STEP_MS, Uint32Array.of(0), Float64Array.of(reading), scores);
      return scores.news[0];
    });
  });
  expect(said[0]).toEqual(said[1]);
});

import { expect, test } from 'vitest';
import { RECURRING_BYTES, beyondRecurring, dayBinOf } from './recurring.ts';

const MINUTE = 60_000;
const DAY = 1_440;
const JOB = 180;

/** Surprises of so many days, with what is left of them; a job at minute 180 of each from day 2 on. */
function days(count: number, also: (minute: number) => number = () => 0): number[] {
  const state = new Uint8Array(RECURRING_BYTES);
  return Array.from({ length: count * DAY }, (_, i) => {
    const job = i >= 2 * DAY && i % DAY === JOB ? 6 : 0.4;
    return beyondRecurring(state, 0, dayBinOf(i * MINUTE), Math.max(job, also(i)));
  });
}

test('a job that comes at the same time each day is news the first day, and hardly the fourth', () => {
  const left = days(8);
  const jobs = [2, 3, 4, 5, 6, 7].map((day) => left[day * DAY + JOB]);
  expect(jobs[0]).toBe(6);
  for (let k = 1; k < jobs.length; k++) expect(jobs[k]).toBeLessThanOrEqual(jobs[k - 1]);
  expect(jobs[3]).toBeLessThan(3);
});

test('a job that starts minutes earlier or later, in the next ten minutes of the day too, is the same job', () => {
  const state = new Uint8Array(RECURRING_BYTES);
  const left = Array.from({ length: 12 }, (_, day) => {
    const start = JOB - 8 + ((day * 7) % 17);
    const said = Array.from({ length: DAY }, (__, minute) => {
      const job = minute >= start && minute < start + 5 ? 6 : 0.4;
      return beyondRecurring(state, 0, dayBinOf((day * DAY + minute) * MINUTE), job);
    });
    return Math.max(...said);
  });
  expect(left[0]).toBe(6);
  expect(Math.max(...left.slice(5))).toBeLessThan(3.5);
});

test('a fault that goes on for hours is as much of a surprise at its end as at its beginning', () => {
  const [from, to] = [6 * DAY + 700, 6 * DAY + 900];
  expect(days(8, (i) => (i >= from && i < to ? 6 : 0)).slice(from, to)).toEqual(new Array(200).fill(6));
});

test('a night without the job does not make the next one news', () => {
  const state = new Uint8Array(RECURRING_BYTES);
  const bin = dayBinOf(JOB * MINUTE);
  const left = Array.from({ length: 8 }, (_, day) => {
    const said = beyondRecurring(state, 0, bin, day === 6 ? 0.4 : 6);
    beyondRecurring(state, 0, bin + 1, 0.4);
    return said;
  });
  expect(left[7]).toBeLessThan(3);
});

test('the same at another time of day is as much of a surprise as ever', () => {
  const odd = 6 * DAY + 700;
  expect(days(8, (i) => (i === odd ? 6 : 0))[odd]).toBe(6);
});

test('more than the job usually is stays a surprise', () => {
  const odd = 7 * DAY + JOB;
  expect(days(8, (i) => (i === odd ? 12 : 0))[odd]).toBeGreaterThan(6);
});

test('a job that stopped is forgotten within days', () => {
  const state = new Uint8Array(RECURRING_BYTES);
  const bin = dayBinOf(JOB * MINUTE);
  for (let day = 0; day < 10; day++) {
    beyondRecurring(state, 0, bin, day < 5 ? 6 : 0);
    beyondRecurring(state, 0, bin + 1, 0);
  }
  expect(beyondRecurring(state, 0, bin, 6)).toBe(6);
});

test('ordinary surprises are left as they are; larger than any byte holds too', () => {
  const state = new Uint8Array(RECURRING_BYTES);
  for (let i = 0; i < 20_000; i++) expect(beyondRecurring(state, 0, i % 144, (i * 7) % 2)).toBe((i * 7) % 2);
  expect(beyondRecurring(state, 0, 7, 300)).toBe(300);
});

test('bins of the day, also before 1970', () => {
  expect([dayBinOf(0), dayBinOf(86_399_999), dayBinOf(86_400_000), dayBinOf(-1)]).toEqual([0, 143, 0, 143]);
});

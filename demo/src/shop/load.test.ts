import { describe, expect, it } from 'vitest';
import { batchShare, MEAN_REQUESTS_PER_SECOND, ordinaryLoad } from './load.ts';

const DAY = 86_400_000;
const monday = Date.UTC(2026, 10, 16);

describe('ordinaryLoad', () => {
  it('is quiet at night and busiest in the evening', () => {
    const night = ordinaryLoad(monday + 3.5 * 3_600_000);
    const evening = ordinaryLoad(monday + 20 * 3_600_000);
    expect(evening).toBeGreaterThan(3 * night);
  });

  it('is what it says on average over a week, and more at the weekend', () => {
    const average = (from: number, days: number): number => {
      let sum = 0;
      for (let minute = 0; minute < days * 1440; minute++) sum += ordinaryLoad(from + minute * 60_000);
      return sum / (days * 1440);
    };
    expect(average(monday, 7) / MEAN_REQUESTS_PER_SECOND).toBeCloseTo(1, 1);
    expect(average(monday + 5 * DAY, 2)).toBeGreaterThan(1.1 * average(monday + DAY, 2));
  });

  it('never jumps from one minute to the next', () => {
    for (let minute = 0; minute < 8 * 1440; minute++) {
      const step = ordinaryLoad(monday + (minute + 1) * 60_000) / ordinaryLoad(monday + minute * 60_000);
      expect(Math.abs(step - 1)).toBeLessThan(0.02);
    }
  });
});

describe('batchShare', () => {
  it('runs once a night, for twenty minutes to half an hour', () => {
    for (let day = 0; day < 5; day++) {
      let minutes = 0;
      for (let m = 0; m < 1440; m++) minutes += batchShare(monday + day * DAY + m * 60_000, 60);
      expect(minutes).toBeGreaterThan(19);
      expect(minutes).toBeLessThan(31);
    }
    expect(batchShare(monday + 12 * 3_600_000, 60)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { BreakKind } from './breaks.ts';
import type { Metric } from './readings.ts';
import { SERVICES } from './services.ts';
import { Shop, type ShopInterval } from './shop.ts';

const MINUTE = 60_000;
const noon = Date.UTC(2026, 10, 18, 12);

function run(shop: Shop, intervals: number): ShopInterval[] {
  return Array.from({ length: intervals }, () => shop.step());
}
function column(intervals: ShopInterval[], service: string, metric: Metric): number[] {
  return intervals.map(({ readings }) => {
    const reading = readings.find((r) => r.service === service && r.metric === metric);
    if (reading === undefined) throw new Error(`no reading of ${service} ${metric}`);
    return reading.value;
  });
}
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Twenty ordinary minutes, then twenty with the break, then twenty after it. */
function broken(kind: BreakKind, start = noon) {
  const shop = new Shop({ seed: 5, intervalSeconds: 60, start });
  const before = run(shop, 20);
  expect(shop.startBreak(kind, shop.time)).toBe(true);
  const during = run(shop, 20);
  expect(shop.stopBreak(kind, shop.time)).toBe(true);
  const after = run(shop, 20);
  const times = (service: string, metric: Metric): number =>
    median(column(during, service, metric)) / Math.max(0.5, median(column(before, service, metric)));
  const healed = (service: string, metric: Metric): number =>
    median(column(after.slice(5), service, metric)) / Math.max(0.5, median(column(before, service, metric)));
  return { before, during, after, times, healed };
}

describe('Shop', () => {
  it('takes the same readings for the same seed and others for another', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => run(new Shop({ seed, intervalSeconds: 60, start: noon }), 50));
    expect(a.map((i) => i.readings)).toEqual(b.map((i) => i.readings));
    expect(a.map((i) => i.readings)).not.toEqual(c.map((i) => i.readings));
  });

  it('reads every signal each interval, finite and in range, for a week', () => {
    const shop = new Shop({ seed: 3, intervalSeconds: 60, start: noon });
    const count = shop.step().readings.length;
    for (let i = 0; i < 7 * 1440; i++) {
      const { readings } = shop.step();
      expect(readings.length).toBe(count);
      const bad = readings.filter(
        (r) => !Number.isFinite(r.value) || r.value < 0 || (r.metric === 'cpu_percent' && r.value > 100),
      );
      expect(bad).toEqual([]);
    }
  });

  it('steps on the grid of its interval', () => {
    const shop = new Shop({ seed: 1, intervalSeconds: 10, start: noon + 12_345 });
    expect(shop.time).toBe(noon + 10_000);
    expect(shop.step().step.time).toBe(noon + 10_000);
    expect(shop.time).toBe(noon + 20_000);
  });

  it('asks of each service what its callers send it', () => {
    const { step } = new Shop({ seed: 1, intervalSeconds: 60, start: noon }).step();
    for (const { service, served } of step.services.slice(1)) {
      if (service.name === 'database') continue;
      const sent = step.services
        .flatMap((s) =>
          s.service.calls.filter((c) => c.to === service.name).map((c) => s.served.done * c.perRequest),
        )
        .reduce((sum, rate) => sum + rate, 0);
      expect(served.arrived / sent).toBeCloseTo(1, 0);
    }
  });

  it('starts a break once and stops only one that goes on', () => {
    const shop = new Shop({ seed: 1, intervalSeconds: 60, start: noon });
    expect(shop.stopBreak('bad-deploy', noon)).toBe(false);
    expect(shop.startBreak('bad-deploy', noon)).toBe(true);
    expect(shop.startBreak('bad-deploy', noon)).toBe(false);
    expect(shop.stopBreak('bad-deploy', noon + MINUTE)).toBe(true);
    expect(shop.breaks).toEqual([{ kind: 'bad-deploy', start: noon, end: noon + MINUTE }]);
  });
});

describe('breaks', () => {
  it('a slow database slows whoever waits for it, and time-outs become errors at the front', () => {
    const { times, healed } = broken('slow-database');
    for (const s of ['database', 'catalogue', 'cart', 'orders', 'web']) {
      expect(times(s, 'duration_p95_ms')).toBeGreaterThan(2);
      expect(healed(s, 'duration_p95_ms')).toBeLessThan(1.3);
    }
    expect(times('web', 'errors')).toBeGreaterThan(2);
    expect(times('queue', 'duration_p95_ms')).toBeLessThan(1.3);
  });

  it('a bad deploy fails requests of checkout and of the front, not of those beside it', () => {
    const { times, healed } = broken('bad-deploy');
    expect(times('checkout', 'error_logs')).toBeGreaterThan(5);
    expect(times('web', 'errors')).toBeGreaterThan(1.5);
    expect(times('catalogue', 'errors')).toBeLessThan(2);
    expect(healed('checkout', 'error_logs')).toBeLessThan(2);
  });

  it('a surge sends more of everything down the whole graph', () => {
    const { times } = broken('traffic-surge');
    for (const { name } of SERVICES) expect(times(name, 'request_rate')).toBeGreaterThan(1.4);
  });

  it('a surge on a Sunday evening is more than the shop can serve: queues grow, requests are turned away', () => {
    const { during, times, healed } = broken('traffic-surge', Date.UTC(2026, 10, 22, 20));
    expect(Math.max(...column(during, 'catalogue', 'cpu_percent'))).toBeGreaterThan(97);
    expect(times('catalogue', 'duration_p95_ms')).toBeGreaterThan(3);
    expect(times('web', 'errors')).toBeGreaterThan(10);
    expect(healed('web', 'errors')).toBeLessThan(2);
  });

  it('a leak grows minute by minute until the instances are killed, and then again', () => {
    const { during, after, before } = broken('memory-leak');
    const memory = column(during, 'recommendations', 'memory_mb');
    const risen = memory.findIndex((mb, i) => mb < memory[i - 1] - 100);
    expect(risen).toBeGreaterThan(5);
    for (let i = 1; i < risen; i++) expect(memory[i]).toBeGreaterThan(memory[i - 1]);
    const ordinary = median(column(before, 'recommendations', 'memory_mb'));
    expect(Math.max(...memory)).toBeGreaterThan(1.6 * ordinary);
    expect(median(column(after, 'recommendations', 'memory_mb')) / ordinary).toBeCloseTo(1, 1);
  });

  it('a dead instance fails its requests at first, then loads the others', () => {
    const { before, during, times } = broken('dead-instance');
    const errors = column(during, 'catalogue', 'errors');
    expect(errors[0]).toBeGreaterThan(20 * median(column(before, 'catalogue', 'errors')));
    expect(median(errors.slice(2))).toBeLessThan(60);
    expect(times('catalogue', 'cpu_percent')).toBeGreaterThan(1.3);
    expect(times('catalogue', 'memory_mb')).toBeCloseTo(2 / 3, 1);
  });

  it('counts a break that starts within an interval by its share of it', () => {
    const [whole, late] = [0, 45_000].map((offset) => {
      const shop = new Shop({ seed: 5, intervalSeconds: 60, start: noon });
      shop.startBreak('bad-deploy', noon + offset);
      return column(run(shop, 1), 'checkout', 'errors')[0];
    });
    expect(late).toBeLessThan(whole / 2);
    expect(late).toBeGreaterThan(0);
  });
});

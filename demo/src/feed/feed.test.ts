import { Detector } from '@lapwing/contract';
import { describe, expect, it } from 'vitest';
import { planReplay } from '../replay/plan.ts';
import { Shop } from '../shop/shop.ts';
import { countReadings } from './feed.ts';
import { ReplayFeed } from './replay-feed.ts';
import { ShopFeed } from './shop-feed.ts';

const MINUTE = 60_000;
const noon = Date.UTC(2026, 10, 18, 12, 0, 20);

describe('ShopFeed', () => {
  const feedOf = (minutes: number) => {
    const shop = new Shop({ seed: 1, intervalSeconds: 60, start: noon - minutes * MINUTE });
    return { shop, feed: new ShopFeed(shop, noon, () => undefined) };
  };

  it('has detectors that the contract accepts, one for each metric', () => {
    const { feed } = feedOf(10);
    expect(feed.detectors.map((d) => Detector.parse(d).id)).toContain('shop-duration-p95-ms');
  });

  it('sends every interval of the past once, in order, each metric in requests of its own', () => {
    const { feed } = feedOf(3000);
    const requests = [...feed.past(() => noon)];
    expect(requests.reduce((sum, r) => sum + countReadings(r), 0)).toBe(feed.pastReadings);
    for (const request of requests) expect(new Set(request.map((s) => s.metric)).size).toBe(1);
    const times = requests
      .flat()
      .filter((s) => s.metric === 'cpu_percent' && s.labels['service'] === 'web')
      .flatMap((s) => s.points.map(([time]) => time));
    expect(times.length).toBe(3000);
    times.forEach((time, i) => expect(time).toBe(times[0] + i * MINUTE));
    expect(times[2999]).toBe(Math.floor(noon / MINUTE) * MINUTE - MINUTE);
  });

  it('goes on live with each interval when it is over, and catches up after a pause', () => {
    const { feed } = feedOf(5);
    for (const request of feed.past(() => noon)) expect(request.length).toBeGreaterThan(0);
    const next = feed.nextAt();
    expect(next).toBe(Math.floor(noon / MINUTE) * MINUTE + MINUTE);
    expect(feed.due(next - 1)).toEqual([]);
    expect(countReadings(feed.due(next))).toBe(feed.signals);
    expect(countReadings(feed.due(next + 3 * MINUTE))).toBe(3 * feed.signals);
  });
});

describe('ReplayFeed', () => {
  const points = (from: number, n: number, seconds: number) => {
    const times = Array.from({ length: n }, (_, i) => from + i * seconds * 1000);
    return { times, values: times.map(() => 1) };
  };

  it('gives signals of one interval one detector, and sends every reading once', () => {
    const file = {
      name: 'a.csv',
      signals: [
        { service: 'a', metric: 'x', ...points(1e12, 60_000, 60) },
        { service: 'a', metric: 'y', ...points(1e12, 60_000, 60) },
        { service: 'b', metric: 'x', ...points(1e12, 30, 3600) },
      ],
    };
    const feed = new ReplayFeed(planReplay([file], noon, true), noon);
    expect(feed.detectors.map((d) => Detector.parse(d).interval)).toEqual(['60s', '3600s']);
    const requests = [...feed.past()];
    expect(requests.length).toBe(4);
    expect(requests.reduce((sum, r) => sum + countReadings(r), 0)).toBe(120_030);
    for (const request of requests) expect(new Set(request.map((s) => s.labels['every'])).size).toBe(1);
    expect([feed.nextAt(), feed.due()]).toEqual([Infinity, []]);
  });

  it('steps over years without a reading', () => {
    const old = { name: 'o', signals: [{ service: 'o', metric: 'x', ...points(1e12, 10, 60) }] };
    const young = { name: 'y', signals: [{ service: 'y', metric: 'x', ...points(1.7e12, 10, 60) }] };
    const feed = new ReplayFeed(planReplay([old, young], noon, false), noon);
    expect([...feed.past()].length).toBe(2);
  });
});

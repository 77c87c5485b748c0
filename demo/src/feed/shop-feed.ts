import type { DetectorInput } from '@lapwing/contract';
import type { Series } from '../service/client.ts';
import { METRICS } from '../shop/readings.ts';
import type { Shop, ShopInterval } from '../shop/shop.ts';
import type { Feed } from './feed.ts';
import { shopDetectors } from './shop-detectors.ts';

/** Intervals of the past that go out together: some 100,000 readings in seven requests. */
const INTERVALS_A_ROUND = 1440;

/** The shop's readings: its past as fast as it goes, then each interval when it is over. */
export class ShopFeed implements Feed {
  readonly detectors: DetectorInput[];
  readonly signals: number;
  readonly pastReadings: number;
  readonly #shop: Shop;
  readonly #onInterval: (interval: ShopInterval) => void;

  /** `shop` stands at the beginning of its past; its first interval is simulated here, to count the signals. */
  constructor(shop: Shop, now: number, onInterval: (interval: ShopInterval) => void) {
    this.#shop = shop;
    this.#onInterval = onInterval;
    const intervals = Math.floor((now - shop.time) / shop.intervalMs);
    this.detectors = shopDetectors(shop.intervalMs / 1000, (now - shop.time) / 1000);
    this.#waiting = [shop.step()];
    this.signals = this.#waiting[0].readings.length;
    this.pastReadings = intervals * this.signals;
  }
  #waiting: ShopInterval[];

  *past(now: () => number): Iterable<Series[]> {
    while (this.nextAt() <= now()) {
      const intervals = this.#steps(now(), INTERVALS_A_ROUND);
      for (const metric of METRICS) {
        const series = toSeries(intervals).filter((s) => s.metric === metric);
        if (series.length > 0) yield series;
      }
    }
  }

  nextAt(): number {
    return this.#shop.time + this.#shop.intervalMs;
  }

  due(now: number): Series[] {
    return toSeries(this.#steps(now, Infinity));
  }

  #steps(now: number, most: number): ShopInterval[] {
    const intervals = this.#waiting.splice(0);
    while (this.nextAt() <= now && intervals.length < most) intervals.push(this.#shop.step());
    const last = intervals.at(-1);
    if (last !== undefined) this.#onInterval(last);
    return intervals;
  }
}

function toSeries(intervals: readonly ShopInterval[]): Series[] {
  const bySignal = new Map<string, Series>();
  for (const { step, readings } of intervals) {
    for (const { service, metric, value } of readings) {
      const key = `${service} ${metric}`;
      const series = bySignal.get(key) ?? { metric, labels: { service }, points: [] };
      bySignal.set(key, series);
      series.points.push([step.time, value]);
    }
  }
  return [...bySignal.values()];
}

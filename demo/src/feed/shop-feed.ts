import type { DetectorInput } from '@lapwing/contract';
import type { Series } from '../service/client.ts';
import { METRICS } from '../shop/readings.ts';
import type { Shop, ShopInterval, ShopTelemetry } from '../shop/shop.ts';
import type { Feed } from './feed.ts';
import { shopDetectors } from './shop-detectors.ts';

/** Intervals of the past that go out together: some 100,000 readings in seven requests. */
const INTERVALS_A_ROUND = 1440;
/** Requests that are followed in each interval, some twenty spans each. Always as many: their rate tells nothing. */
const REQUESTS_FOLLOWED = 20;
/** Intervals of the past of which spans and lines are sent: enough to score them by, few enough to be quick. */
const PAST_FOLLOWED = 240;
/** Intervals whose spans and lines go out in one request. */
const FOLLOWED_A_REQUEST = 10;

/** The shop's readings: its past as fast as it goes, then each interval when it is over. */
export class ShopFeed implements Feed {
  readonly detectors: DetectorInput[];
  readonly signals: number;
  readonly pastReadings: number;
  readonly #shop: Shop;
  readonly #onInterval: (interval: ShopInterval) => void;
  readonly #followFrom: number;
  #followed: ShopTelemetry[] = [];

  /**
   * `shop` stands at the beginning of its past; its first interval is simulated here, to count the signals. Of the last
   * `pastFollowed` intervals before `now` spans and lines are sent, too.
   */
  constructor(
    shop: Shop,
    now: number,
    onInterval: (interval: ShopInterval) => void,
    pastFollowed = PAST_FOLLOWED,
  ) {
    this.#shop = shop;
    this.#onInterval = onInterval;
    const intervals = Math.floor((now - shop.time) / shop.intervalMs);
    this.detectors = shopDetectors(shop.intervalMs / 1000, (now - shop.time) / 1000);
    this.#followFrom = now - pastFollowed * shop.intervalMs;
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

  telemetry(): ShopTelemetry[] {
    const followed = this.#followed.splice(0);
    const requests: ShopTelemetry[] = [];
    for (let i = 0; i < followed.length; i += FOLLOWED_A_REQUEST) {
      const some = followed.slice(i, i + FOLLOWED_A_REQUEST);
      requests.push({
        spans: some.flatMap(({ spans }) => spans),
        lines: some.flatMap(({ lines }) => lines),
      });
    }
    return requests;
  }

  #steps(now: number, most: number): ShopInterval[] {
    const intervals = this.#waiting.splice(0);
    while (this.nextAt() <= now && intervals.length < most) intervals.push(this.#shop.step());
    for (const interval of intervals) {
      if (interval.step.time < this.#followFrom) continue;
      this.#followed.push(this.#shop.telemetry(interval, REQUESTS_FOLLOWED));
    }
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

import type { Chance } from '../made-up/chance.ts';
import type { Ledger } from './ledger.ts';
import type { Metric } from './metric-names.ts';
import type { Row, Watch } from './watch.ts';
import { bucketed, quantile } from './quantiles.ts';

/** Reads one service's metrics as a scraper does, into rows. */
export class Reader {
  readonly #ledger: Ledger;
  readonly #watch: Watch;
  readonly #chance: Chance;
  readonly #startMs: number;
  readonly #rows: Row[];
  readonly #service: string;
  readonly #offset: number;

  constructor(ledger: Ledger, watch: Watch, chance: Chance, startMs: number, rows: Row[], service: string) {
    this.#ledger = ledger;
    this.#watch = watch;
    this.#chance = chance;
    this.#startMs = startMs;
    this.#rows = rows;
    this.#service = service;
    this.#offset = chance.whole(0, watch.scrapeS - 1);
  }

  read(metric: string, { field, is, times, mean, container }: Omit<Metric, 'of'>, single: boolean): void {
    const counts = this.#ledger.counts[field];
    const { replicas, restarts } = this.#ledger.counts;
    const counter = is === 'flow' && this.#watch.names === 'exporter';
    const summed = new Float64Array(counts.length);
    let sum = counter ? 1e4 * this.#chance.next() : 0;
    for (let i = 0; i < counts.length; i++) {
      if (counter && container && single && restarts[i] > 0) sum = 0;
      summed[i] = sum += counts[i] * times;
    }
    this.#each(metric, (at) => {
      // The scrape before, of a container that is there.
      if (container && replicas[at] === 0) return NaN;
      if (is === 'level') return (counts[at] * times) / (mean ? Math.max(1, replicas[at]) : 1);
      if (counter) return summed[at];
      const from = Math.max(0, at - this.#watch.windowS);
      return (summed[at] - summed[from]) / Math.max(1, at - from);
    });
  }

  latency(metric: string, q: number): void {
    const all = this.#watch.seen ? this.#ledger.seen : this.#ledger.served;
    this.#each(metric, (at) => {
      const some: number[] = [];
      for (let i = Math.max(0, at - this.#watch.windowS + 1); i <= at; i++) some.push(...(all[i] ?? []));
      if (some.length === 0) return this.#watch.names === 'short' ? 0 : NaN;
      return this.#watch.names === 'exporter' ? bucketed(some, q) : quantile(some, q);
    });
  }

  #each(metric: string, value: (second: number) => number): void {
    const { intervalS, scrapeS, missing } = this.#watch;
    for (let second = intervalS; second < this.#ledger.seconds; second += intervalS) {
      const scraped = second - ((second + this.#offset) % scrapeS);
      const gone = this.#chance.hit(missing);
      if (scraped < 1 || gone) continue;
      const read = value(scraped);
      if (Number.isNaN(read)) continue;
      this.#rows.push({
        timeMs: this.#startMs + 1000 * second,
        service: this.#service,
        metric,
        value: Number(read.toPrecision(7)),
      });
    }
  }
}

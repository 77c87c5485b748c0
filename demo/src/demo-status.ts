import type { LiveEvent } from '@lapwing/contract';
import type { Feed } from './feed/feed.ts';
import { Findings, type Finding } from './found/findings.ts';
import { Incidents } from './found/incidents.ts';
import type { Demo } from './page/shop-routes.ts';
import type { BreakView, DemoState, FindingView, ReplayView, ServiceView } from './page/state.ts';
import { BREAKS, type BreakKind } from './shop/breaks.ts';
import type { ShopReading } from './shop/readings.ts';
import type { Shop, ShopInterval } from './shop/shop.ts';

export interface DemoParts {
  feed: Pick<Feed, 'detectors' | 'signals' | 'pastReadings'>;
  intervalSeconds: number;
  shop: Shop | null;
  replay: ReplayView | null;
  now: () => number;
}

/** All that the page's controls show, brought together: what the shop does, and what the service says of it. */
export class DemoStatus implements Demo {
  phase: DemoState['phase'] = 'history';
  sent = 0;
  readonly #parts: DemoParts;
  readonly #findings: Findings;
  readonly #incidents = new Incidents();
  readonly #scoredUntil = new Map<string, number>();
  #services: ServiceView[] = [];

  constructor(parts: DemoParts) {
    this.#parts = parts;
    this.#findings = new Findings(parts.intervalSeconds * 1000);
  }

  /** Every detector has scored up to here; null while one has yet to begin. */
  get scoredUntil(): number | null {
    const { detectors } = this.#parts.feed;
    const until = detectors.map(({ id }) => this.#scoredUntil.get(id));
    return until.some((time) => time === undefined) ? null : Math.min(...until.map(Number));
  }

  takeInterval({ step, readings }: ShopInterval): void {
    this.#services = serviceViews(readings, step.seconds);
  }

  /** Takes note of what the service says. */
  takeEvent(event: LiveEvent): void {
    if (event.type === 'scored') {
      this.#scoredUntil.set(event.detector_id, Date.parse(event.until));
    } else if (event.type === 'anomaly' && event.change !== 'closed') {
      this.#findings.take(event.anomaly, this.#parts.now(), this.#parts.shop?.breaks ?? []);
    } else if (event.type === 'incident') {
      this.#incidents.take(event.incident);
    }
  }

  startBreak(kind: BreakKind): boolean {
    const { shop, now } = this.#parts;
    return this.phase === 'live' && shop !== null && shop.startBreak(kind, now());
  }

  stopBreak(kind: BreakKind): boolean {
    const { shop, now } = this.#parts;
    return shop !== null && shop.stopBreak(kind, now());
  }

  state(): DemoState {
    const { feed, intervalSeconds, shop, replay, now } = this.#parts;
    return {
      now: now(),
      intervalSeconds,
      phase: this.phase,
      history: { sent: this.sent, total: Math.max(this.sent, feed.pastReadings) },
      scoredUntil: this.scoredUntil,
      signals: feed.signals,
      incidents: this.#incidents.newest,
      shop: shop === null ? null : { services: this.#services, breaks: this.#breakViews(shop) },
      replay,
    };
  }

  #breakViews(shop: Shop): BreakView[] {
    return BREAKS.map(({ kind, title, what, service }) => {
      const last = shop.breaks.findLast((b) => b.kind === kind);
      if (last === undefined) return { kind, title, what, service, last: null };
      const { first, atCause, services } = this.#findings.of(last);
      const found = { first: findingView(first), atCause: findingView(atCause), services };
      return { kind, title, what, service, last: { start: last.start, end: last.end, ...found } };
    });
  }
}

function findingView(finding: Finding | null): FindingView | null {
  if (finding === null) return null;
  const { delaySeconds, signalId, service, metric, severity, reason } = finding;
  return { delaySeconds, signalId, service, metric, severity, reason };
}

function serviceViews(readings: readonly ShopReading[], seconds: number): ServiceView[] {
  return [...Map.groupBy(readings, (reading) => reading.service)].map(([name, own]) => {
    const value = (metric: ShopReading['metric']): number => own.find((r) => r.metric === metric)?.value ?? 0;
    return {
      name,
      requestsPerSecond: value('request_rate'),
      errorsPerMinute: (value('errors') * 60) / seconds,
      p95Ms: value('duration_p95_ms'),
      cpuPercent: value('cpu_percent'),
      memoryMb: value('memory_mb'),
    };
  });
}

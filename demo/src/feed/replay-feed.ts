import type { DetectorInput } from '@lapwing/contract';
import type { PlannedSignal, ReplayPlan } from '../replay/plan.ts';
import type { Series } from '../service/client.ts';
import { countReadings, type Feed } from './feed.ts';
import { INGEST_SOURCE } from './shop-detectors.ts';

const POINTS_A_REQUEST = 50_000;
const DAY_MS = 86_400_000;

/** Files' readings, all of them past. Signals of one interval share a detector. */
export class ReplayFeed implements Feed {
  readonly detectors: DetectorInput[];
  readonly signals: number;
  readonly pastReadings: number;
  readonly #groups: Map<number, PlannedSignal[]>;

  constructor(plan: ReplayPlan, now: number) {
    this.#groups = Map.groupBy(plan.signals, (signal) => signal.intervalSeconds);
    this.signals = plan.signals.length;
    this.pastReadings = plan.readings;
    this.detectors = [...this.#groups].map(([seconds, signals]) => ({
      id: `replay-${seconds}s`,
      name: `Replay: a reading every ${seconds} s`,
      source: INGEST_SOURCE,
      kind: 'metric',
      query: { type: 'ingest', match: { every: `${seconds}s` } },
      interval: `${seconds}s`,
      delay: '1s',
      history: `${Math.max(1, Math.ceil((now - firstTime(signals)) / DAY_MS) + 1)}d`,
    }));
  }

  *past(): Iterable<Series[]> {
    for (const [seconds, signals] of this.#groups) {
      const length = Math.max(1, Math.floor(POINTS_A_REQUEST / signals.length)) * seconds * 1000;
      const last = Math.max(...signals.map(({ points }) => points[points.length - 1][0]));
      // Stretches without any reading are stepped over at once: files may lie years apart.
      for (let from = firstTime(signals); from <= last; from = nextTime(signals, from + length)) {
        const series = signals
          .map(({ service, metric, points }) => ({
            metric,
            labels: { service, every: `${seconds}s` },
            points: points.filter(([time]) => time >= from && time < from + length),
          }))
          .filter(({ points }) => points.length > 0);
        if (countReadings(series) > 0) yield series;
      }
    }
  }

  nextAt(): number {
    return Infinity;
  }

  due(): Series[] {
    return [];
  }

  telemetry(): [] {
    return [];
  }
}

function firstTime(signals: readonly PlannedSignal[]): number {
  return Math.min(...signals.map(({ points }) => points[0][0]));
}

/** The first reading at or after `from`; Infinity when there is none. */
function nextTime(signals: readonly PlannedSignal[], from: number): number {
  return Math.min(...signals.map(({ points }) => points.find(([time]) => time >= from)?.[0] ?? Infinity));
}

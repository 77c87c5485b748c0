import type { DetectorInput } from '@lapwing/contract';
import { METRICS, type Metric } from '../shop/readings.ts';

/** Name of the service's source of readings that programs send. */
export const INGEST_SOURCE = 'ingest';
/** Name of the service's source of spans that programs send. */
const TRACES_SOURCE = 'otlp';
/** The shop sends an interval's readings at once: nothing comes late. */
const DELAY = '1s';
/** Seventy signals read once a minute: from HIGH on, some eight anomalies a day open where nothing is broken; from here, one. */
const OPEN_AT = 'CRITICAL';

interface Watch {
  name: string;
  kind: DetectorInput['kind'];
  direction: DetectorInput['direction'];
}

/** Rate, errors, duration and saturation, as a team would watch its own services. */
const WATCHES: Record<Metric, Watch> = {
  request_rate: { name: 'Requests', kind: 'metric', direction: 'both' },
  errors: { name: 'Errors', kind: 'metric', direction: 'up' },
  error_logs: { name: 'Error log lines', kind: 'log', direction: 'up' },
  duration_p95_ms: { name: 'Duration', kind: 'metric', direction: 'up' },
  memory_mb: { name: 'Memory', kind: 'metric', direction: 'both' },
  cpu_percent: { name: 'CPU', kind: 'metric', direction: 'both' },
  queue_depth: { name: 'Queue depth', kind: 'metric', direction: 'up' },
};

/** One detector for each metric of the shop, and one for its calls. `historySeconds`: how far back its readings go. */
export function shopDetectors(intervalSeconds: number, historySeconds: number): DetectorInput[] {
  return [...metricDetectors(intervalSeconds, historySeconds), callDetector(intervalSeconds, historySeconds)];
}

/**
 * Durations of the requests that were followed. Their rate is that of the sampling, and of so few one that fails is a
 * tenth of all: failures are counted by the shop's own metrics, which know every request.
 */
function callDetector(intervalSeconds: number, historySeconds: number): DetectorInput {
  return {
    id: 'shop-calls',
    name: 'Shop: calls',
    source: TRACES_SOURCE,
    kind: 'trace',
    query: { type: 'traces', by: ['service', 'edge'], measures: ['p95'] },
    interval: `${intervalSeconds}s`,
    delay: DELAY,
    history: `${Math.ceil(historySeconds / 86_400) + 1}d`,
    direction: 'up',
    open_at: OPEN_AT,
  };
}

function metricDetectors(intervalSeconds: number, historySeconds: number): DetectorInput[] {
  return METRICS.map((metric) => {
    const { name, kind, direction } = WATCHES[metric];
    return {
      id: `shop-${metric.replaceAll('_', '-')}`,
      name: `Shop: ${name.toLowerCase()}`,
      source: INGEST_SOURCE,
      kind,
      query: { type: 'ingest', match: { metric } },
      interval: `${intervalSeconds}s`,
      delay: DELAY,
      // A day more than is sent: the first reading must not fall out while the service starts.
      history: `${Math.ceil(historySeconds / 86_400) + 1}d`,
      direction,
      open_at: OPEN_AT,
    };
  });
}

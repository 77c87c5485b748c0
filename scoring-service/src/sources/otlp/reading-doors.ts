import { createHash } from 'node:crypto';
import type { IngestAnswer } from '@lapwing/contract';
import type { StoredReading } from '../../stores/reading-store.ts';
import type { TelemetryStore } from '../../stores/telemetry-store.ts';
import type { LogLines } from '../log-lines.ts';
import { putPoints } from '../streams/streams.ts';
import { OTLP_SOURCE } from '../traces/words.ts';
import type { Encoding } from './answer.ts';
import { countLines, linesOf } from './logs.ts';
import { metricsOf } from './metrics.ts';
import { LOGS_REQUEST, METRICS_REQUEST } from './protocol.ts';
import { readRequest } from './read-request.ts';
import { LogsRequest, MetricsRequest } from './schemas.ts';
import type { Refused } from './spans.ts';

/** The label `metric` of counted log records, a second. */
const LOG_RECORDS = 'log_records';

export interface ReadingDoorDeps {
  telemetry: TelemetryStore;
  take: (readings: StoredReading[]) => IngestAnswer;
  lines: LogLines;
  now: () => number;
  /** How long readings are kept (ms). */
  keepMs: number;
  /** Log records are counted by intervals of this length (ms). */
  resolutionMs: number;
}

/** Takes a request; durable when it returns. Throws LapwingError BAD_REQUEST, BAD_JSON, STORE_UNAVAILABLE. */
export type ReadingDoor = (bytes: Uint8Array, encoding: Encoding) => Refused;

/** Metrics by OTLP, as readings of the source `ingest`. */
export function createMetricDoor(deps: ReadingDoorDeps): ReadingDoor {
  return (bytes, encoding) => {
    const request = readRequest(bytes, encoding, METRICS_REQUEST, MetricsRequest);
    const now = deps.now();
    const { readings, points, refused } = metricsOf(request, { now, oldest: now - deps.keepMs });
    putPoints(deps, readings, points);
    return refused;
  };
}

/**
 * Log records by OTLP: counted, and their lines handed on. Records have no ids, so a request that was sent again is known
 * by its bytes.
 */
export function createLogDoor(deps: ReadingDoorDeps): ReadingDoor {
  const { telemetry, resolutionMs } = deps;
  return (bytes, encoding) => {
    const request = readRequest(bytes, encoding, LOGS_REQUEST, LogsRequest);
    const now = deps.now();
    const { lines, refused } = linesOf(request, { now, oldest: now - deps.keepMs });
    if (lines.length === 0) return refused;
    const hash = createHash('sha256').update(bytes).digest().subarray(0, 16);
    if (!telemetry.hasLogs(hash)) deps.lines.take(OTLP_SOURCE, lines, hash.toString('hex'));
    const { totals } = telemetry.addLogs(hash, countLines(lines, resolutionMs), now);
    deps.take(
      totals.map(({ time, service, level, count }) => ({
        labels: { service, level, metric: LOG_RECORDS },
        time,
        value: count / (resolutionMs / 1000),
      })),
    );
    return refused;
  };
}

import type { LogCount } from '../../stores/telemetry-store.ts';
import type { LogLine } from '../log-lines.ts';
import { attributesOf, serviceOf, textOf } from './attributes.ts';
import type { LogsRequest, OtlpLogRecord } from './schemas.ts';
import type { Refused } from './spans.ts';

const NANOS_A_MS = 1e6;
const FUTURE_TOLERANCE_MS = 60_000;
/** Severity numbers, four a level, from 1 (opentelemetry-specification, logs data model). */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
const NUMBERS_A_LEVEL = 4;
/** Levels that programs name themselves are few; what has more is no level. */
const OWN_LEVEL = /^[A-Za-z]{1,16}$/;
const NO_LEVEL = 'UNSPECIFIED';

/** A request's lines. Records without a time count at `now`; those from the future or before `oldest` are refused. */
export function linesOf(
  request: LogsRequest,
  { now, oldest }: { now: number; oldest: number },
): { lines: LogLine[]; refused: Refused } {
  const refused: Refused = { count: 0, reason: '' };
  const lines: LogLine[] = [];
  for (const { resource, scopeLogs } of request.resourceLogs) {
    const service = serviceOf(attributesOf(resource.attributes));
    for (const record of scopeLogs.flatMap((scope) => scope.logRecords)) {
      const line = lineOf(record, service, now);
      const fault =
        line.timestamp > now + FUTURE_TOLERANCE_MS
          ? "a log record lies in the future: check the sender's clock"
          : line.timestamp < oldest
            ? 'a log record is older than readings are kept here'
            : undefined;
      if (fault === undefined) lines.push(line);
      else if (refused.count++ === 0) refused.reason = fault;
    }
  }
  return { lines, refused };
}

function lineOf(record: OtlpLogRecord, service: string, now: number): LogLine {
  const nanos = record.timeUnixNano || record.observedTimeUnixNano;
  return {
    timestamp: nanos > 0 ? Math.round(nanos / NANOS_A_MS) : now,
    service,
    level: levelOf(record),
    message: textOf(record.body),
    ...(record.traceId !== '' && { traceId: record.traceId.toLowerCase() }),
    ...(record.spanId !== '' && { spanId: record.spanId.toLowerCase() }),
  };
}

function levelOf({ severityNumber, severityText }: OtlpLogRecord): string {
  const level = LEVELS[Math.ceil(severityNumber / NUMBERS_A_LEVEL) - 1];
  if (level !== undefined) return level;
  return OWN_LEVEL.test(severityText) ? severityText.toUpperCase() : NO_LEVEL;
}

/** Lines by service, level and interval. */
export function countLines(lines: readonly LogLine[], stepMs: number): LogCount[] {
  const counts = new Map<string, LogCount>();
  for (const { timestamp, service, level = NO_LEVEL } of lines) {
    const time = Math.floor(timestamp / stepMs) * stepMs;
    const key = JSON.stringify([time, service, level]);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { time, service, level, count: 1 });
    else known.count++;
  }
  return [...counts.values()];
}

import type { LogLines } from '../log-lines.ts';
import { createWriteDoor, type WriteDoor } from '../remote-write/door.ts';
import type { Traffic } from '../ingest/quiet.ts';
import type { TakeReadings } from '../ingest/ingest.ts';
import type { TimeRange } from '../source.ts';
import type { TelemetryStore } from '../../stores/telemetry-store.ts';
import type { SpanEnd, TraceStore } from '../../stores/trace-store.ts';
import { createSpanDoor, type SpanDoor } from './span-door.ts';
import { createLogDoor, createMetricDoor, type ReadingDoor } from './reading-doors.ts';

/** Where other programs' protocols come in. */
export interface TelemetryDoors {
  traces: SpanDoor;
  metrics: ReadingDoor;
  logs: ReadingDoor;
  remoteWrite: WriteDoor;
}

export interface TelemetryDoorsDeps {
  traces: TraceStore;
  telemetry: TelemetryStore;
  /** Where metrics and counted logs go. */
  take: TakeReadings;
  lines: LogLines;
  /** Of spans. */
  traffic: Traffic;
  now: () => number;
  /** How long readings, and how long calls are kept (ms). */
  keepMs: { readings: number; calls: number };
  onCalls: (touched: TimeRange, ends: readonly SpanEnd[]) => void;
}

export function createTelemetryDoors(deps: TelemetryDoorsDeps): TelemetryDoors {
  const { traces, telemetry, take, lines, traffic, now, keepMs, onCalls } = deps;
  const readings = {
    telemetry,
    take,
    lines,
    now,
    keepMs: keepMs.readings,
    resolutionMs: traces.resolutionMs,
  };
  return {
    traces: createSpanDoor({ traces, traffic, now, keepMs: keepMs.calls, onPut: onCalls }),
    metrics: createMetricDoor(readings),
    logs: createLogDoor(readings),
    remoteWrite: createWriteDoor(readings),
  };
}

import type { DatabaseSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LogEvent, SpanEvent } from '@lapwing/engine';
import type { TimeRange } from '../../sources/source.ts';
import type { KeptEvents, KeptEventStore } from '../kept-events.ts';
import { row, rows, transaction } from './sql.ts';
import { MOST_HALVINGS, staysUntil } from './trace-sample.ts';

const MINUTE_MS = 60_000;
/** Spans and lines of one minute and source: instances enough to compare some hundred operations by. */
const MOST_A_MINUTE = 10_000;
/** A day of what is ordinary, and no more than this in all: some 100 bytes each on disk. */
const KEPT_MS = 86_400_000;
const KEPT_MOST = 1_000_000;
/** The newest minutes stay in any case: what is being compared. */
const NEWEST_MS = 900_000;
/** Speed matters more than the last tenth of size. */
const PACKING = { level: 1 } as const;

type Kind = 'span' | 'line';
type SpanRow = [
  ...[traceId: string, spanId: string, parentId: string, service: string, operation: string],
  ...[timeMs: number, durationMs: number, error: 0 | 1],
];
type LineRow = [
  ...[timeMs: number, service: string, trouble: 0 | 1, template: string, message: string],
  ...[traceId: string, spanId: string],
];

/** Keeps events within the transaction of whoever calls. */
export interface EventKeeper {
  keepSpans(source: string, spans: readonly SpanEvent[]): void;
  keepLines(source: string, lines: readonly LogEvent[]): void;
  /** Lets go of what a source's stretch holds: it is read anew. */
  clear(kind: Kind, source: string, range: TimeRange): void;
}

export function createEventKeeper(db: DatabaseSync): EventKeeper {
  const known = db.prepare(
    `SELECT count, level, seq FROM kept_events WHERE time = ? AND kind = ? AND source = ?`,
  );
  const put = db.prepare(`INSERT INTO kept_events (time, kind, source, seq, level, count, body)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const clear = db.prepare(
    'DELETE FROM kept_events WHERE time >= ? AND time < ? AND kind = ? AND source = ?',
  );

  function keep<Event>(
    kind: Kind,
    source: string,
    events: readonly Event[],
    of: {
      time: (event: Event) => number;
      traceId: (event: Event) => string;
      packed: (event: Event) => unknown;
    },
  ): void {
    const minutes = Map.groupBy(events, (event) => Math.floor(of.time(event) / MINUTE_MS) * MINUTE_MS);
    for (const [time, all] of minutes) {
      const before = rows<{ count: number; level: number; seq: number }>(known, time, kind, source);
      let level = Math.max(0, ...before.map((one) => one.level));
      const seq = Math.max(-1, ...before.map((one) => one.seq)) + 1;
      const heldAt = (at: number): number =>
        before.reduce((sum, one) => sum + one.count / 2 ** (at - one.level), 0);
      const stays = all.map((event) => staysUntil(of.traceId(event)));
      const newAt = (at: number): number => stays.reduce((sum, one) => sum + (one >= at ? 1 : 0), 0);
      while (level < MOST_HALVINGS && heldAt(level) + newAt(level) > MOST_A_MINUTE) level++;
      const kept = all.filter((_, i) => stays[i] >= level);
      if (kept.length === 0) continue;
      const body = deflateRawSync(JSON.stringify(kept.map(of.packed)), PACKING);
      put.run(time, kind, source, seq, level, kept.length, body);
    }
  }

  return {
    keepSpans: (source, spans) =>
      keep('span', source, spans, {
        time: (span) => span.timeMs + span.durationMs,
        traceId: ({ traceId }) => traceId,
        packed: (span): SpanRow => [
          ...([span.traceId, span.spanId, span.parentId, span.service, span.operation] as const),
          ...([span.timeMs, span.durationMs, span.error ? 1 : 0] as const),
        ],
      }),
    keepLines: (source, lines) =>
      keep('line', source, lines, {
        time: ({ timeMs }) => timeMs,
        traceId: ({ traceId, spanId, message }) => traceId || spanId || message,
        packed: (line): LineRow => [
          ...([line.timeMs, line.service, line.mood === 'trouble' ? 1 : 0, line.template] as const),
          ...([line.message, line.traceId, line.spanId] as const),
        ],
      }),
    clear: (kind, source, { from, to }) => void clear.run(from, to, kind, source),
  };
}

/** The kept events of a database with TELEMETRY_MIGRATIONS. */
export function createSqliteKeptEvents(db: DatabaseSync): KeptEventStore {
  const range = db.prepare(
    'SELECT kind, level, body FROM kept_events WHERE time >= ? AND time < ? ORDER BY time, kind, source, seq',
  );
  const minutes = db.prepare(
    'SELECT time, sum(count) AS events FROM kept_events WHERE time < ? GROUP BY time ORDER BY time DESC',
  );
  const extent = db.prepare('SELECT min(time) AS first, max(time) AS last FROM kept_events');
  const drop = db.prepare('DELETE FROM kept_events WHERE time < ?');

  function extentOf(): { first: number; last: number } | undefined {
    const { first, last } = row<{ first: number | null; last: number | null }>(extent) ?? {};
    return typeof first === 'number' && typeof last === 'number' ? { first, last } : undefined;
  }

  return {
    range({ from, to }) {
      const found = rows<{ kind: Kind; level: number; body: Uint8Array }>(
        ...([range, Math.floor(from / MINUTE_MS) * MINUTE_MS, to] as const),
      );
      // One level for all, or lines would lack where their spans are.
      const level = Math.max(0, ...found.map((one) => one.level));
      const kept: KeptEvents = { spans: [], lines: [] };
      for (const { kind, body } of found) {
        const packed = JSON.parse(inflateRawSync(body).toString()) as unknown[];
        if (kind === 'span') kept.spans.push(...(packed as SpanRow[]).map(spanOf));
        else kept.lines.push(...(packed as LineRow[]).map(lineOf));
      }
      const stays = (traceId: string): boolean => level === 0 || staysUntil(traceId) >= level;
      return {
        spans: kept.spans.filter(({ timeMs, durationMs, traceId }) => {
          const end = timeMs + durationMs;
          return end >= from && end < to && stays(traceId);
        }),
        lines: once(kept.lines).filter(
          ({ timeMs, traceId, spanId, message }) =>
            timeMs >= from && timeMs < to && stays(traceId || spanId || message),
        ),
      };
    },
    minutes: (before) => rows<{ time: number; events: number }>(minutes, before),
    extent: () => extentOf(),
    expire: () =>
      transaction(db, () => {
        const last = extentOf()?.last;
        if (last === undefined) return 0;
        let before = last - KEPT_MS;
        let events = 0;
        for (const minute of rows<{ time: number; events: number }>(minutes, last + 1)) {
          events += minute.events;
          if (events <= KEPT_MOST || minute.time > last - NEWEST_MS) continue;
          before = Math.max(before, minute.time + 1);
          break;
        }
        drop.run(before);
        return 0;
      }),
  };
}

function spanOf([
  traceId,
  spanId,
  parentId,
  service,
  operation,
  timeMs,
  durationMs,
  error,
]: SpanRow): SpanEvent {
  return { traceId, spanId, parentId, service, operation, timeMs, durationMs, error: error === 1 };
}

function lineOf([timeMs, service, trouble, template, message, traceId, spanId]: LineRow): LogEvent {
  const mood = trouble === 1 ? 'trouble' : 'ordinary';
  return { timeMs, service, mood, template, message, traceId, spanId };
}

/** Two detectors of one source may have read the same lines. */
function once(lines: readonly LogEvent[]): LogEvent[] {
  const seen = new Map<string, LogEvent>();
  for (const line of lines) {
    const { timeMs, service, message, spanId } = line;
    const key = `${timeMs} ${service} ${spanId} ${message}`;
    if (!seen.has(key)) seen.set(key, line);
  }
  return [...seen.values()];
}

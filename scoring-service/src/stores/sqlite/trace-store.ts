import type { DatabaseSync } from 'node:sqlite';
import {
  callsOf,
  endOf,
  Cell,
  MemoryWindow,
  type Call,
  type CallGroup,
  type OperationNames,
  type PeerNames,
  type Span,
} from '@lapwing/engine/traces';
import type { SpanEvent } from '@lapwing/engine';
import type { TimeRange } from '../../sources/source.ts';
import type { PulledSpans, TraceStore } from '../trace-store.ts';
import { createPeerNames, createSpanWindow } from './span-window.ts';
import { createEventKeeper } from './kept-events.ts';
import { row, transaction } from './sql.ts';
import { createCellTable } from './trace-cells.ts';
import { createCoverage } from './trace-coverage.ts';
import { createEdgeTable } from './trace-edges.ts';
import { findExamples } from './trace-examples.ts';
import { createGroupTable } from './trace-groups.ts';
import { createOperationTable } from './trace-operations.ts';

/** Cells removed in one call: some 20 ms of work, during which the service answers nobody. */
const EXPIRE_MOST = 10_000;

export interface TraceStoreSettings {
  resolutionMs: number;
  /** Operations of a service that are counted under their own name. */
  mostOperations: number;
}

interface SourceState {
  names: OperationNames;
  peers: PeerNames;
}

/** The trace store on a database with TELEMETRY_MIGRATIONS. */
export function createSqliteTraceStore(
  db: DatabaseSync,
  { resolutionMs, mostOperations }: TraceStoreSettings,
): TraceStore {
  const window = createSpanWindow(db);
  const keeper = createEventKeeper(db);
  const groups = createGroupTable(db);
  const cells = createCellTable(db);
  const edges = createEdgeTable(db);
  const coverage = createCoverage(db);
  const operations = createOperationTable(db, mostOperations);
  const sources = new Map<string, SourceState>();
  const first = db.prepare(`SELECT cells.time FROM cells JOIN groups ON groups.key = cells.grp
    WHERE groups.source = ? ORDER BY cells.time LIMIT 1`);
  const last = db.prepare('SELECT max(last_seen) AS time FROM groups WHERE source = ?');
  const expireCells = db.prepare(`DELETE FROM cells WHERE (time, grp) IN
    (SELECT time, grp FROM cells WHERE time < ? ORDER BY time LIMIT ?)`);
  const expireGroups = db.prepare('DELETE FROM groups WHERE last_seen < ?');
  const expireEdges = db.prepare('DELETE FROM edges WHERE last_seen < ?');

  function stateOf(source: string): SourceState {
    const known = sources.get(source);
    if (known !== undefined) return known;
    const made = { names: operations.load(source), peers: createPeerNames(db, source) };
    sources.set(source, made);
    return made;
  }

  /** Commits what `work` does; when that fails, what was learnt meanwhile is read anew from what is stored. */
  function commit<T>(source: string, work: (state: SourceState) => T): T {
    try {
      return transaction(db, () => work(stateOf(source)));
    } catch (error) {
      sources.delete(source);
      throw error;
    }
  }

  /** Stores gathered cells and what follows from them. */
  function store(source: string, gathered: Gathered, { names }: SourceState): void {
    for (const { group, times } of gathered.values()) {
      for (const [time, cell] of times) {
        cells.merge(groups.see(source, group, time), time, cell);
        if (group.by === 'edge') edges.learn(source, group.caller, group.callee, cell, time);
      }
    }
    for (const { service, operation } of operations.save(source, names)) {
      groups.retire(source, service, operation);
    }
  }

  return {
    resolutionMs,
    put: (source, spans, now) =>
      commit(source, (state) => {
        window.receivedAt(now);
        const gathered: Gathered = new Map();
        const news: SpanEvent[] = [];
        let touched: TimeRange | undefined;
        for (const span of spans) {
          const calls = callsOf(span, window, state.peers);
          if (calls !== undefined) news.push(spanEvent(span));
          for (const call of calls ?? []) {
            const time = gather(gathered, call, 1, resolutionMs, state.names);
            touched = {
              from: Math.min(touched?.from ?? time, time),
              to: Math.max(touched?.to ?? time, time),
            };
          }
        }
        store(source, gathered, state);
        keeper.keepSpans(source, news);
        window.trim(now, spans.length);
        const ends = news.map(({ service, timeMs, durationMs }) => ({ service, end: timeMs + durationMs }));
        return { accepted: news.length, ends, repeated: spans.length - news.length, touched };
      }),
    replace: (source, range, pulled) =>
      commit(source, (state) => {
        cells.clear(source, range);
        const gathered: Gathered = new Map();
        for (const { call, times } of pulledCalls(pulled, range, state.peers)) {
          gather(gathered, call, times, resolutionMs, state.names);
        }
        store(source, gathered, state);
        keeper.clear('span', source, range);
        keeper.keepSpans(source, wholeSpans(pulled, range, resolutionMs));
        coverage.add(source, range);
      }),
    missing: (source, range) => coverage.missing(source, range),
    groups: (source) => groups.all(source),
    cells: (source, range) => cells.range(source, range),
    extent(source) {
      const earliest = row<{ time: number }>(first, source)?.time;
      const latest = row<{ time: number | null }>(last, source)?.time ?? undefined;
      return earliest === undefined || latest === undefined ? undefined : { first: earliest, last: latest };
    },
    edges: (filter) => edges.all(filter),
    examples: (query) => findExamples(db, query),
    expire: (beforeMs) =>
      transaction(db, () => {
        const removed = Number(expireCells.run(beforeMs, EXPIRE_MOST).changes);
        coverage.forget(beforeMs);
        if (removed === 0) {
          expireGroups.run(beforeMs);
          expireEdges.run(beforeMs);
        }
        return removed;
      }),
  };
}

function spanEvent({
  traceId,
  spanId,
  parentId,
  service,
  operation,
  start,
  durationMs,
  error,
}: Span): SpanEvent {
  return { traceId, spanId, parentId: parentId ?? '', service, operation, timeMs: start, durationMs, error };
}

/** Spans of the intervals that were read whole: a sample of single spans holds no whole instance. */
function wholeSpans({ spans }: PulledSpans, range: TimeRange, step: number): SpanEvent[] {
  const slotOf = (span: Span): number => Math.floor(endOf(span) / step);
  const sampled = new Set(spans.filter(({ times }) => times > 1).map(({ span }) => slotOf(span)));
  return spans.flatMap(({ span }) => {
    const end = endOf(span);
    const whole = end >= range.from && end < range.to && !sampled.has(slotOf(span));
    return whole ? [spanEvent(span)] : [];
  });
}

/** Cells of calls, by group and interval. */
type Gathered = Map<string, { group: CallGroup; times: Map<number, Cell> }>;

/** Puts a call in its cell, with its operation's name among the kept ones; answers the cell's time. */
function gather(into: Gathered, call: Call, times: number, step: number, names: OperationNames): number {
  const group = named(call, times, names);
  const key = JSON.stringify(Object.values(group));
  const time = Math.floor(call.at / step) * step;
  let entry = into.get(key);
  if (entry === undefined) into.set(key, (entry = { group, times: new Map() }));
  let cell = entry.times.get(time);
  if (cell === undefined) entry.times.set(time, (cell = new Cell()));
  cell.add(call, times);
  return time;
}

function named({ group, at }: Call, times: number, names: OperationNames): CallGroup {
  if (group.by !== 'operation') return group;
  return { ...group, operation: names.nameOf(group.service, group.operation, at, times) };
}

/** The calls that the pulled spans themselves measure, within the range. */
function pulledCalls(
  { spans, context }: PulledSpans,
  range: TimeRange,
  peers: PeerNames,
): { call: Call; times: number }[] {
  const timesOf = new Map(spans.map(({ span, times }) => [`${span.traceId}:${span.spanId}`, times]));
  const all = [...spans.map(({ span }) => span), ...context];
  const callsOfAll = (): Call[] => {
    const window = new MemoryWindow();
    return all.flatMap((span) => callsOf(span, window, peers) ?? []);
  };
  // Once to learn whose the addresses are: then in no order does a call count as one to an address.
  callsOfAll();
  return callsOfAll().flatMap((call) => {
    const times = timesOf.get(`${call.traceId}:${call.spanId}`);
    const counts = times !== undefined && call.at >= range.from && call.at < range.to;
    return counts ? [{ call, times }] : [];
  });
}

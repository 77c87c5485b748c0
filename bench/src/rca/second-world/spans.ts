import { Chance } from '../made-up/chance.ts';
import { spanId, timeOf, type LogWay } from './logs.ts';
import type { Span, Teller } from './teller.ts';
import type { World } from './world.ts';

/** How requests are traced. */
export interface SpanWay {
  /** Share of traces that are kept. */
  sampling: number;
  /** Callers have spans of their calls as well. */
  clients: boolean;
  /** Share of services that are not instrumented; they pass on who asks. */
  blind: number;
  status: 'words' | 'http' | 'none';
  /** How far clocks of machines are apart, ms. */
  skewMs: number;
  names: 'rpc' | 'http';
  times: LogWay['times'];
}

export interface SpanRow {
  trace_id: string;
  span_id: string;
  parent_span_id: string;
  service: string;
  operation: string;
  timestamp: string | number;
  duration_ms: number;
  status?: string;
}

/** Collects spans; the parent of one is the next above it that is kept. `instrumented` are never blind. */
export function spanKeeper(
  way: SpanWay,
  world: World,
  seed: number,
  instrumented: readonly number[],
): { rows: () => SpanRow[]; span: NonNullable<Teller['span']> } {
  const chance = new Chance(seed * 11 + 5);
  // The first is always seen: by it requests come in.
  const blind = new Set(
    world.services
      .filter(({ index }) => index > 0 && chance.hit(way.blind) && !instrumented.includes(index))
      .map(({ index }) => index),
  );
  const skews = Array.from({ length: world.nodes }, () => way.skewMs * (2 * chance.next() - 1));
  const above = new Map<number, number>();
  const kept: Span[] = [];
  const span = (one: Span): void => {
    const left =
      blind.has(one.pod.service.index) ||
      (!way.clients && (one.kind === 'client' || one.kind === 'producer'));
    if (left) above.set(one.id, one.parent);
    else kept.push(one);
  };
  const parentOf = (id: number): number => {
    let parent = id;
    for (let next = above.get(parent); next !== undefined; next = above.get(parent)) parent = next;
    return parent;
  };
  const rows = (): SpanRow[] =>
    kept.map((one) => {
      const { trace, pod } = one;
      const parent = parentOf(one.parent);
      const startMs = one.startMs + skews[pod.node.index] + pod.ill.clockMs;
      return {
        trace_id: trace.id,
        span_id: spanId(one.id),
        parent_span_id: parent === 0 ? '' : spanId(parent),
        service: pod.service.name,
        operation: nameOf(one, way, world),
        timestamp: timeOf(startMs, way.times),
        duration_ms: Math.round((one.endMs - one.startMs) * 1000) / 1000,
        ...statusOf(one, way),
      };
    });
  return { rows, span };
}

function nameOf({ kind, operation, pod, peer }: Span, { names }: SpanWay, world: World): string {
  if (kind === 'server')
    return names === 'rpc' ? `${pod.service.name}/${operation}` : `POST /api/v1/${operation}`;
  if (kind === 'consumer') return `${operation} process`;
  const other = world.services[peer];
  if (other.part === 'app') return names === 'rpc' ? `${other.name}/${operation}` : 'POST';
  return other.part === 'broker'
    ? `${operation} publish`
    : other.part === 'cache'
      ? operation
      : `${operation} ${other.name}`;
}

function statusOf({ status }: Span, way: SpanWay): { status?: string } {
  if (way.status === 'none') return {};
  if (way.status === 'http') return { status: String(status) };
  return { status: status >= 500 ? 'ERROR' : 'OK' };
}

import { CallGraph } from '@lapwing/engine';
import type { TraceStore } from '../../stores/trace-store.ts';

/** Read anew this often: a service that has just been started, or replays a day, learns as it goes; some hundred rows. */
const FRESH_MS = 5_000;
/** A way that was not gone for a week, by the newest call's time, is likely gone for good. */
const SEEN_WITHIN_MS = 7 * 86_400_000;

/** The graph of all sources together, as it was learnt within the last seconds. */
export function learntGraph(traces: TraceStore, now: () => number): () => CallGraph {
  let read: { at: number; graph: CallGraph } | undefined;
  return () => {
    if (read !== undefined && now() - read.at < FRESH_MS) return read.graph;
    const graph = new CallGraph();
    const edges = traces.edges({ seenSince: 0 });
    // In the time of the calls: the graph of a day that is replayed is that day's.
    const newest = Math.max(-Infinity, ...edges.map(({ lastSeen }) => lastSeen));
    for (const { caller, callee, calls, lastSeen } of edges) {
      if (lastSeen >= newest - SEEN_WITHIN_MS) graph.addCall(caller, callee, calls);
    }
    read = { at: now(), graph };
    return graph;
  };
}

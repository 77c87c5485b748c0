import { CallGraph } from '@lapwing/engine';
import type { TraceStore } from '../../stores/trace-store.ts';

/** Read anew this often: who calls whom changes with deployments. */
const FRESH_MS = 60_000;
/** A way that was not gone for a week is likely gone for good. */
const SEEN_WITHIN_MS = 7 * 86_400_000;

/** The graph of all sources together, as it was learnt within the last minute. */
export function learntGraph(traces: TraceStore, now: () => number): () => CallGraph {
  let read: { at: number; graph: CallGraph } | undefined;
  return () => {
    if (read !== undefined && now() - read.at < FRESH_MS) return read.graph;
    const graph = new CallGraph();
    for (const { caller, callee, calls } of traces.edges({ seenSince: now() - SEEN_WITHIN_MS })) {
      graph.addCall(caller, callee, calls);
    }
    read = { at: now(), graph };
    return graph;
  };
}

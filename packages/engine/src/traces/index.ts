// Spans into calls, calls into cells, cells into measures.
export { endOf, type Span, type SpanKind, type SpanRef } from './span.ts';
export {
  callsOf,
  type Call,
  type CallGroup,
  type KnownSpan,
  type PeerNames,
  type SpanWindow,
} from './calls.ts';
export { MemoryPeers, MemoryWindow } from './memory-window.ts';
export { CALL_MEASURES, Cell, measureOf, type CallExample, type CallMeasure } from './cell.ts';
export { LogHistogram } from './log-histogram.ts';
export { OTHER_OPERATIONS, OperationNames, type NamedOperation } from './operation-names.ts';

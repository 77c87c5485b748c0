import type { Outgoing } from './documents.ts';

/** A document as it goes into `_bulk`. */
export interface BatchItem {
  index: string;
  id: string;
  source: string;
  /** The action line and the document, each with its line end. */
  lines: string;
}

export interface BatchLimits {
  documents: number;
  bytes: number;
}

/**
 * The first of `outgoing` that fit the limits, at least one; how many were taken is the length of the answer.
 * `index` and not `create`: a changed score or anomaly replaces what is there, an unchanged one changes nothing.
 */
export function takeBatch(outgoing: Outgoing[], limits: BatchLimits): BatchItem[] {
  const items: BatchItem[] = [];
  let bytes = 0;
  for (const { index, id, document } of outgoing) {
    const source = JSON.stringify(document);
    const lines = `${JSON.stringify({ index: { _index: index, _id: id } })}\n${source}\n`;
    bytes += Buffer.byteLength(lines);
    if (items.length > 0 && (items.length >= limits.documents || bytes > limits.bytes)) break;
    items.push({ index, id, source, lines });
  }
  return items;
}

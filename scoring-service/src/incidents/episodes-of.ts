import type { IncidentPart } from '@lapwing/engine';

/** So long all of an incident was ordinary between two episodes: as an entity's own that are apart. */
const QUIET_MS = 300_000;

/** A stretch of an incident, from when trouble began, or began again, until all of it was ordinary. */
export interface IncidentStretch {
  start: number;
  /** Infinity while it goes on. */
  end: number;
  parts: IncidentPart[];
}

/** The stretches in which something of an incident was wrong, earliest first: a method that fails again minutes later is one trouble. */
export function stretchesOf(parts: readonly IncidentPart[]): IncidentStretch[] {
  const stretches: IncidentStretch[] = [];
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    const last = stretches.at(-1);
    if (last !== undefined && part.start < last.end + QUIET_MS) {
      last.end = Math.max(last.end, part.end);
      last.parts.push(part);
    } else stretches.push({ start: part.start, end: part.end, parts: [part] });
  }
  return stretches;
}

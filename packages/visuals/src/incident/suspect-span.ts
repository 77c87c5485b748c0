import type { Incident } from '@lapwing/contract';

const MINUTE_MS = 60_000;
/** What happened just before is part of the story. */
const BEFORE_MS = 5 * MINUTE_MS;
const SHORTEST_MS = 10 * MINUTE_MS;
/** Examples of a longer stretch are of no one thing. */
const LONGEST_MS = 2 * 60 * MINUTE_MS;

/** When to look at what a service logged and which calls it answered: about the beginning of its trouble. Epoch ms. */
export function suspectSpan(
  incident: Pick<Incident, 'parts' | 'started_at' | 'updated_at'>,
  service: string,
): { from: number; to: number } {
  const part = incident.parts.find(({ entity }) => entity === service);
  const start = Date.parse(part?.start ?? incident.started_at);
  const end = Date.parse(part?.end ?? incident.updated_at);
  return { from: start - BEFORE_MS, to: start + Math.min(LONGEST_MS, Math.max(SHORTEST_MS, end - start)) };
}

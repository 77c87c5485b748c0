import { LapwingError } from '../errors.ts';

/** Epoch ms, `from` below `to`. */
export interface Range {
  from: number;
  to: number;
}

/** A range with both ends: `lengthMs` up to now where none is told. Throws BAD_TIME when it ends before it starts. */
export function rangeOf(
  query: { start_time?: number | undefined; end_time?: number | undefined },
  now: number,
  lengthMs: number,
): Range {
  const to = query.end_time ?? Math.max(now, (query.start_time ?? 0) + lengthMs);
  const from = query.start_time ?? Math.max(0, to - lengthMs);
  refuseEmpty(from, to);
  return { from, to };
}

/** Throws BAD_TIME unless `from` lies before `to`, where both are told. */
export function refuseEmpty(from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || from < to) return;
  throw new LapwingError('BAD_TIME', {
    message: `start_time (${iso(from)}) must lie before end_time (${iso(to)})`,
    where: 'query.start_time',
    hint: 'Exchange the two, or leave one out',
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

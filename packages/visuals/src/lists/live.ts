import type { Anomaly } from '@lapwing/contract';

/** A page of a busy service: what is older than these is a search, not an overview. */
export const MOST_RECENT = 500;

/** The list with the newest state of `changed` in it, newest start first, at most `MOST_RECENT` long. */
export function withAnomaly(list: readonly Anomaly[], changed: Anomaly): Anomaly[] {
  return [changed, ...list.filter((anomaly) => anomaly.id !== changed.id)]
    .sort((a, b) => Date.parse(b.start) - Date.parse(a.start))
    .slice(0, MOST_RECENT);
}

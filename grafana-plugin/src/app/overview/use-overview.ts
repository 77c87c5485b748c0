import type { Anomaly, LiveEvent, MetricsSummary } from '@lapwing/contract';
import { MOST_RECENT, withAnomaly } from '@lapwing/visuals';
import { useEffect, useRef, useState } from 'react';
import type { LiveState } from '../live/live-events.ts';
import { useLive } from '../live/use-live.ts';
import { service } from '../service.ts';
import { type Period, spanOfPeriod } from './period.ts';
import { type Loaded, useLoad } from '../use-load.ts';

export interface Overview {
  /** Where the chosen time begins, epoch ms. */
  from: number;
  /** Where it ends, epoch ms; Infinity while it goes on. */
  until: number;
  summary: MetricsSummary;
  open: Anomaly[];
  /** Newest first, those of the chosen time; at most `MOST_RECENT`. */
  recent: Anomaly[];
  /** How many there are in that time. */
  recentTotal: number;
}

/** Counts and totals are fetched anew after so much scoring at the most; anomalies themselves come at once. */
const REFRESH_MS = 10_000;

/** What the overview shows, kept up to date by the service's events, or by asking again while there are none. */
export function useOverview(period: Period): Loaded<Overview> & { live: LiveState | undefined } {
  const loaded = useLoad(`overview ${JSON.stringify(period)}`, async (signal): Promise<Overview> => {
    const span = spanOfPeriod(period, Date.now());
    const [summary, open, recent] = await Promise.all([
      service.summary(signal),
      service.anomalies({ open: true, limit: MOST_RECENT }, signal),
      service.anomalies({ span, limit: MOST_RECENT }, signal),
    ]);
    return {
      ...{ from: span.from, until: 'span' in period ? span.to : Infinity },
      ...{ summary, open: open.items, recent: recent.items, recentTotal: recent.total },
    };
  });
  const [changes, setChanges] = useState<Anomaly[]>([]);
  // What has just been loaded holds the changes already.
  useEffect(() => setChanges([]), [loaded.data]);

  const refresh = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(refresh.current), []);
  const onEvent = (event: LiveEvent): void => {
    if (event.type === 'anomaly') setChanges((old) => [...old, event.anomaly]);
    refresh.current ??= setTimeout(() => {
      refresh.current = undefined;
      loaded.reload();
    }, REFRESH_MS);
  };
  const live = useLive({ onEvent, onPoll: loaded.reload });
  return { ...loaded, data: loaded.data && changed(loaded.data, changes), live };
}

function changed(overview: Overview, changes: readonly Anomaly[]): Overview {
  return changes.reduce((now, anomaly) => {
    const open = withAnomaly(now.open, anomaly);
    // A service that catches up with the past tells of anomalies that ended long ago.
    const ended = anomaly.end !== null && Date.parse(anomaly.end) < now.from;
    if (ended || Date.parse(anomaly.start) >= now.until) return { ...now, open };
    const isNew = !now.recent.some(({ id }) => id === anomaly.id);
    return {
      ...now,
      open,
      recent: withAnomaly(now.recent, anomaly),
      recentTotal: now.recentTotal + (isNew ? 1 : 0),
    };
  }, overview);
}

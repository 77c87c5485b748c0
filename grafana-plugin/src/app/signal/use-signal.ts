import type { Anomaly, ScoreSeries } from '@lapwing/contract';
import type { LiveEvent } from '@lapwing/contract';
import { useRef } from 'react';
import { useLive } from '../live/use-live.ts';
import type { ShownSpan } from '../routes.ts';
import { service } from '../service.ts';
import { type Loaded, useLoad } from '../use-load.ts';

export interface SignalData {
  series: ScoreSeries;
  anomalies: Anomaly[];
  /** What was asked for, epoch ms. */
  span: ShownSpan;
}

/** More rows than a wide screen has pixels show nothing more. */
const MOST_POINTS = 2000;
const MOST_ANOMALIES = 300;
/** A second reading of a signal within this time is not worth a second look. */
const REFRESH_MS = 3_000;

/**
 * A signal's readings and anomalies of a range. `spanNow` tells the range at each load, so that one that ends now
 * moves on; a range in the past is not fetched again by events.
 */
export function useSignal(
  id: string,
  key: string,
  spanNow: () => ShownSpan,
  moving: boolean,
): Loaded<SignalData> {
  const loaded = useLoad(`${id} ${key}`, async (signal): Promise<SignalData> => {
    const span = spanNow();
    const [series, anomalies] = await Promise.all([
      service.scores(id, span, MOST_POINTS, signal),
      service.anomalies({ span, signalId: id, limit: MOST_ANOMALIES }, signal),
    ]);
    return { series, anomalies: anomalies.items, span };
  });
  const last = useRef(0);
  const refresh = (): void => {
    if (!moving || Date.now() - last.current < REFRESH_MS) return;
    last.current = Date.now();
    loaded.reload();
  };
  const detector = loaded.data?.series.signal.detector_id;
  useLive({
    onEvent: (event: LiveEvent) => {
      if (event.type === 'scored' && event.detector_id === detector) refresh();
      if (event.type === 'anomaly' && event.anomaly.signal_id === id) refresh();
    },
    onPoll: refresh,
  });
  return loaded;
}

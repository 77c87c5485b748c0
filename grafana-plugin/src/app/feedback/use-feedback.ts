import type { Feedback } from '@lapwing/contract';
import { call } from '../service.ts';
import { type Loaded, useLoad } from '../use-load.ts';

/** More verdicts than an incident has anomalies that are shown. */
const MOST = 500;

/** What people said of the anomalies of a signal or an incident, by anomaly. */
export function useFeedback(
  of: { signal_id: string } | { incident_id: string },
): Loaded<ReadonlyMap<string, Feedback>> {
  return useLoad(`feedback ${JSON.stringify(of)}`, async (signal) => {
    const { items } = await call('listFeedback', { query: { ...of, limit: MOST }, signal });
    return new Map(
      items.flatMap((one): [string, Feedback][] => (one.anomaly_id === null ? [] : [[one.anomaly_id, one]])),
    );
  });
}

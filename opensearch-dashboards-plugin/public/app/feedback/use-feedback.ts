import type { Feedback } from '@lapwing/contract';
import { useApp } from '../context.ts';
import { type Loaded, useLoad } from '../use-load.ts';

/** More verdicts than a signal has anomalies that are shown. */
const MOST = 500;

export type Verdicts = ReadonlyMap<string, Feedback>;
export const NOTHING_SAID: Verdicts = new Map();

/** What people said of the anomalies of a signal or an incident, by anomaly. Nothing where the indices answer. */
export function useFeedback(of: { signal_id: string } | { incident_id: string }): Loaded<Verdicts> {
  const { lapwing, status } = useApp();
  const asked = status?.offers.includes('listFeedback') ?? false;
  return useLoad(`feedback ${String(asked)} ${JSON.stringify(of)}`, async (signal): Promise<Verdicts> => {
    if (!asked) return NOTHING_SAID;
    const { items } = await lapwing.ask('listFeedback', { query: { ...of, limit: MOST } }, signal);
    return new Map(items.flatMap((one) => (one.anomaly_id === null ? [] : [[one.anomaly_id, one] as const])));
  });
}

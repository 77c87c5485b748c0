import type { Anomaly, Severity, Signal } from '@lapwing/contract';
import { type Shop, wave } from '../plugin/contract-service.ts';
import { makeShop } from '../plugin/shop.ts';

export const SERIES = 50;
export const HOURS = 24;
/** An hour of each signal has two: more than a panel should ever be sent. */
const ANOMALIES_A_SIGNAL = 48;
const MINUTE = 60_000;
const SEVERITIES: readonly Severity[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** A day of fifty signals that are anomalous all the time, each in minutes of its own. */
export function crowdedShop(now: number): Shop {
  const { signals, anomalies } = makeShop(now);
  const [signal] = signals;
  const [anomaly] = anomalies;
  if (!signal || !anomaly) throw new Error('the shop is empty');
  const many = Array.from({ length: SERIES }, (_, place): Signal => ({
    ...signal,
    id: (place + 1).toString(16).padStart(16, '0'),
    labels: { service: `service-${place}`, metric: 'orders' },
  }));
  const crowd = many.flatMap((one, place) =>
    Array.from({ length: ANOMALIES_A_SIGNAL }, (_, nth): Anomaly => {
      const start = now - HOURS * 60 * MINUTE + (nth * 30 + ((place * 7) % 30)) * MINUTE;
      const severity = SEVERITIES[(place + nth) % SEVERITIES.length] ?? 'LOW';
      return {
        ...anomaly,
        ...{ id: `${place}-${nth}`, signal_id: one.id, labels: one.labels, severity },
        ...{ score: 30 + ((place * 13 + nth * 7) % 60) },
        start: new Date(start).toISOString(),
        end: new Date(start + 4 * MINUTE).toISOString(),
        peak: new Date(start + MINUTE).toISOString(),
      };
    }),
  );
  const series: Shop['series'] = (one, from, to, points) => wave(one, from, to, points, []);
  return { signals: many, anomalies: crowd, series };
}

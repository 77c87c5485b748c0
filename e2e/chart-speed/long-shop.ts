import type { Shop } from '../plugin/contract-service.ts';
import { makeShop } from '../plugin/shop.ts';

export const READINGS = 500_000;
export const READINGS_EVERY_MS = 10_000;

/** A shop whose signals give half a million readings for whatever range is asked for, a peak every thousand. */
export function longShop(now: number): Shop {
  const shop = makeShop(now);
  const rows = Array.from({ length: READINGS }, (_, row) => row);
  const value = rows.map(
    (row) => 50 + 40 * Math.sin(row / 4_000) + ((row * 7_919) % 13) + (row % 1_000 === 0 ? 200 : 0),
  );
  const expected = rows.map((row) => 56 + 40 * Math.sin(row / 4_000));
  const columns = {
    value,
    value_min: value,
    value_max: value,
    expected,
    lower: expected.map((one) => one - 15),
    upper: expected.map((one) => one + 15),
    score: rows.map((row) => (row % 1_000 === 0 ? 60 : 1)),
  };
  const series: Shop['series'] = (signal, from, to) => ({
    ...{ signal, step_seconds: Math.max(1, Math.round((to - from) / READINGS / 1_000)) },
    time: rows.map((row) => Math.round(from + (row * (to - from)) / READINGS)),
    ...columns,
  });
  return { ...shop, series };
}

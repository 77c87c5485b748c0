import type { MetricSeries } from './metric-series.ts';

/** Names that Prometheus' convention keeps for what only rises. */
const COUNTER_NAME = /[_.-](?:total|count|sum|bucket)$/i;
/** Of a metric whose name does not tell, so many readings at least must only have risen, */
const FEWEST_READINGS = 10;
/** and this share of them. A level that is flat and rises now and then is no counter. */
const RISING_SHARE = 0.5;
/** A counter that begins anew falls below this share of what it was. */
const RESET_SHARE = 0.5;
/** And does so at most once in so many readings. */
const READINGS_A_RESET = 10;

/**
 * What only rises, as its rise a second: how far a counter has come says when it was started, how fast it rises is what
 * happens. A start anew is no reading. Other metrics come back as they are.
 */
export function withoutCounters(series: MetricSeries): MetricSeries {
  const order = Array.from(series.times, (_, i) => i)
    .filter((i) => Number.isFinite(series.values[i]))
    .sort((a, b) => series.times[a] - series.times[b]);
  if (!isCounter(series, order)) return series;
  const times: number[] = [];
  const values: number[] = [];
  for (let k = 1; k < order.length; k++) {
    const [from, to] = [order[k - 1], order[k]];
    const seconds = (series.times[to] - series.times[from]) / 1000;
    const rise = series.values[to] - series.values[from];
    if (seconds <= 0 || rise < 0) continue;
    times.push(series.times[to]);
    values.push(rise / seconds);
  }
  return { ...series, times, values };
}

function isCounter({ metric, values }: MetricSeries, order: readonly number[]): boolean {
  let rises = 0;
  let resets = 0;
  for (let k = 1; k < order.length; k++) {
    const [before, value] = [values[order[k - 1]], values[order[k]]];
    if (value > before) rises++;
    else if (value < before) {
      if (value < 0 || value > RESET_SHARE * before) return false;
      resets++;
    }
  }
  if (resets > Math.ceil(order.length / READINGS_A_RESET)) return false;
  if (COUNTER_NAME.test(metric)) return rises > 0;
  return order.length >= FEWEST_READINGS && resets <= 1 && rises >= RISING_SHARE * (order.length - 1);
}

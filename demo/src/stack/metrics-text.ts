import type { ShopInterval } from '../shop/shop.ts';

/** The newest interval's readings in Prometheus' text format, a gauge for each metric. */
export function metricsText({ readings }: Pick<ShopInterval, 'readings'>): string {
  const lines: string[] = [];
  for (const [metric, own] of Map.groupBy(readings, ({ metric }) => metric)) {
    lines.push(`# TYPE shop_${metric} gauge`);
    for (const { service, value } of own) lines.push(`shop_${metric}{service="${service}"} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}

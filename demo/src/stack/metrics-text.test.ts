import { expect, test } from 'vitest';
import { metricsText } from './metrics-text.ts';

test('a gauge a metric, a series a service', () => {
  const readings = [
    { service: 'web', metric: 'errors', value: 2 },
    { service: 'web', metric: 'cpu_percent', value: 12.5 },
    { service: 'cart', metric: 'errors', value: 0 },
  ] as const;
  expect(metricsText({ readings: [...readings] })).toBe(
    '# TYPE shop_errors gauge\nshop_errors{service="web"} 2\nshop_errors{service="cart"} 0\n' +
      '# TYPE shop_cpu_percent gauge\nshop_cpu_percent{service="web"} 12.5\n',
  );
});

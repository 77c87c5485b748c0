import { SEVERITIES, severityName } from '@lapwing/visuals';
import type { Found } from '../panels/watch.ts';

/** What the badge says: `Critical anomaly`, `3 anomalies, worst critical`. Empty where there is nothing to say. */
export function badgeText({ anomalies, more }: Found): string {
  const [first] = anomalies;
  if (first === undefined) return '';
  const worst = [...SEVERITIES].reverse().find((one) => anomalies.some(({ severity }) => severity === one));
  const name = severityName(worst ?? first.severity);
  if (anomalies.length === 1 && !more) return `${name} anomaly`;
  return `${anomalies.length}${more ? '+' : ''} anomalies, worst ${name.toLowerCase()}`;
}

import { expect, test } from 'vitest';
import { testAnomaly } from '../panels/testing.ts';
import { badgeText } from './badge-text.ts';

const low = testAnomaly({}, { severity: 'LOW' });
const critical = testAnomaly({}, { severity: 'CRITICAL' });

test.each([
  [[], false, ''],
  [[], true, ''],
  [[low], false, 'Low anomaly'],
  [[low, critical], false, '2 anomalies, worst critical'],
  [[critical], true, '1+ anomalies, worst critical'],
])('%#', (anomalies, more, text) => {
  expect(badgeText({ anomalies, more })).toBe(text);
});

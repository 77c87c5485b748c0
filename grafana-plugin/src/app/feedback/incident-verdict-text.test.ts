import { expect, test } from 'vitest';
import { incidentVerdictText } from './incident-verdict-text.ts';

test('what was said of an incident counts its anomalies', () => {
  expect(incidentVerdictText([], 3)).toMatch(/^Nothing was said yet/);
  const said = [{ verdict: 'real' }, { verdict: 'not_an_anomaly' }, { verdict: 'real' }] as const;
  expect(incidentVerdictText(said, 3)).toBe('Of 3 anomalies: 2 real, 1 none.');
});

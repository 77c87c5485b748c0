import { expect, test } from 'vitest';
import { exampleRule } from './example-rule.ts';

test('a whole rule on the subject, to be read or copied', () => {
  const rule = exampleRule({ signalId: 'a1', name: 'checkout · errors' }, 'https://g.example/a/app');
  expect(rule).toMatchObject({ title: 'Anomaly: checkout · errors', for: '2m', condition: 'G' });
  expect(rule.data[0]?.model['expr']).toContain('lapwing_alert_score{signal="a1"}');
  expect(rule.notification_settings).toBeUndefined();
});

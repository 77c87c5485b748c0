import type { Anomaly, Labels } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { nameOf } from './name-of.ts';
import { roleOf } from './role-of.ts';

const of = (labels: Labels, kind: 'log' | 'metric' = 'log') =>
  ({ labels, kind, signal_id: 'id' }) as unknown as Anomaly;
const template = (level: string) =>
  of({ metric: 'template_lines', service: 'cart', template: 'request <*> done', level });

test('ordinary lines are load, errors and what was never seen are failures', () => {
  expect(roleOf(template('info'))).toBe('load');
  expect(roleOf(template('error'))).toBe('failure');
  expect(roleOf(template('warn'))).toBe('failure');
  expect(roleOf(of({ metric: 'log_lines' }))).toBe('load');
  expect(roleOf(of({ metric: 'log_error_share' }))).toBe('failure');
  expect(roleOf(of({ metric: 'new_log_templates' }))).toBe('failure');
});

test('all else goes by its name', () => {
  expect(roleOf(of({ metric: 'cpu_usage' }, 'metric'))).toBe('resource');
  expect(roleOf(of({ metric: 'log_lines' }, 'metric'))).toBe('unknown');
});

test("a template's lines are named by it", () => {
  expect(nameOf(template('info'))).toBe('request <*> done');
  expect(nameOf(of({ metric: 'log_lines' }))).toBe('log_lines');
  expect(nameOf(of({}))).toBe('id');
});

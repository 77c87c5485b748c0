import { expect, test } from 'vitest';
import { whyNotChange } from './may-change.ts';

const key = (role: 'viewer' | 'editor' | 'admin') => ({ name: 'grafana', role, by: 'api-key' as const });

test('a viewer in Grafana, or a viewer’s key, is told why', () => {
  expect(whyNotChange('Viewer', key('admin'))).toMatch(/Your role in Grafana/);
  expect(whyNotChange('Admin', key('viewer'))).toMatch(/app’s key/);
});

test('whoever may is not held up, nor where nothing is known: the service decides', () => {
  expect(whyNotChange('Editor', key('editor'))).toBeUndefined();
  expect(whyNotChange(undefined, undefined)).toBeUndefined();
});

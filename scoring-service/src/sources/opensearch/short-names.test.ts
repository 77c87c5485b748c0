import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelNames, shortName } from './short-names.ts';

test.each([
  ['kubernetes.namespace_name', 'namespace_name'],
  ['kubernetes.labels.app', 'app'],
  ['host.name', 'host'],
  ['host.name.keyword', 'host'],
  ['resource.attributes.k8s@pod@name', 'pod'],
  ['kubernetes.labels.app_kubernetes_io/name', 'app_kubernetes_io'],
  ['http.response.status_code', 'status_code'],
  ['status.code', 'status_code'],
  ['user.id', 'user_id'],
  ['level', 'level'],
  ['@log_name', 'log_name'],
  ['name', 'name'],
  ['a b-c', 'a_b_c'],
  ['…', 'field'],
])('%s becomes %s', (field, label) => {
  expect(shortName(field)).toBe(label);
});

test('names that meet keep their whole path', () => {
  expect(labelNames(['client.ip', 'server.ip', 'level'])).toEqual(['client_ip', 'server_ip', 'level']);
});

test('every field gets a name of its own', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 4 }), (fields) => {
      const names = labelNames(fields);
      expect(new Set(names).size).toBe(fields.length);
      expect(names.every((name) => name.length > 0)).toBe(true);
    }),
  );
});

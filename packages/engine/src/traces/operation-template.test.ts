import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operationTemplate } from './operation-template.ts';

test.each([
  ['GET /users/81723?page=2', 'GET /users/{id}'],
  ['GET /users/42/orders/7', 'GET /users/{id}/orders/{id}'],
  ['HTTP POST', 'HTTP POST'],
  ['GET /api/v1/orders', 'GET /api/v1/orders'],
  ['/oauth2/token', '/oauth2/token'],
  ['GET /carts/6f1ed002-ab5d-4b91-b9a1-0c5b8f0e9d11', 'GET /carts/{id}'],
  ['GET /carts/57a98d98e4b00679b4a830b0', 'GET /carts/{id}'],
  ['GET /invite/jane.doe@example.org/accept', 'GET /invite/{id}/accept'],
  ['process order-104233', 'process order-{id}'],
  ['/hipstershop.CartService/GetCart', '/hipstershop.CartService/GetCart'],
  ['GET /static/feedback', 'GET /static/feedback'],
  ['GET /s/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'GET /s/{id}'],
  ["SELECT * FROM t WHERE id = 17 AND name = 'O''Brien'", 'SELECT * FROM t WHERE id = ? AND name = ?'],
  ['select a from b where c in (1, 2,3)', 'select a from b where c in (?)'],
  ['SELECT shop.orders', 'SELECT shop.orders'],
  ['', ''],
])('%s', (operation, template) => {
  expect(operationTemplate(operation)).toBe(template);
});

test('is short, and its own template', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), (text) => {
      const once = operationTemplate(text);
      expect(once.length).toBeLessThanOrEqual(200);
      expect(operationTemplate(once).length).toBeLessThanOrEqual(200);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { maxLength: 6 }), (parts) => {
      const once = operationTemplate(`GET /${parts.join('/')}`);
      expect(operationTemplate(once)).toBe(once);
    }),
  );
});

test('a name of a megabyte takes no time', () => {
  const before = performance.now();
  operationTemplate(`GET /${'a1'.repeat(500_000)}`);
  expect(performance.now() - before).toBeLessThan(200);
});

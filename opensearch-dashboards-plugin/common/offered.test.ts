import { ROUTES } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { READS, WRITES, filled, hapiPath, placeOf } from './offered.ts';

test('a route of the service stands below ours, with its parameters as hapi writes them', () => {
  expect(hapiPath(placeOf(ROUTES.getScores))).toBe('/api/lapwing/v1/signals/{id}/scores');
  expect(placeOf(ROUTES.health)).toBe('/api/lapwing/health');
});

test('a parameter can’t leave its place in the path', () => {
  expect(filled('/api/v1/incidents/:id/resolve', { id: '../../users?a#b' })).toBe(
    '/api/v1/incidents/..%2F..%2Fusers%3Fa%23b/resolve',
  );
});

test('reads read and writes write; none is for administrators', () => {
  for (const name of READS) {
    expect(ROUTES[name].method, name).toBe('get');
    expect(['viewer', 'public'], name).toContain(ROUTES[name].access);
  }
  for (const name of WRITES) expect([name, ROUTES[name].access]).toEqual([name, 'editor']);
});

import type { AlertSubject } from '../stores/alert-queue-store.ts';

/** 22 November 2026, a Sunday, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 22, 12);

/** An open incident of the cart, changed as told. */
export function testSubject(change: Partial<AlertSubject> = {}): AlertSubject {
  return {
    kind: 'incident',
    id: 'i1',
    status: 'open',
    severity: 'HIGH',
    title: 'Trouble in cart',
    reason: 'latency of cart rose first',
    service: 'cart',
    services: ['cart', 'web'],
    labels: [{ service: 'cart', env: 'prod' }, { service: 'web' }],
    score: 60,
    anomalies: 2,
    suspect: 'cart',
    started_at: new Date(NOON - 600_000).toISOString(),
    updated_at: new Date(NOON).toISOString(),
    resolved_at: null,
    ...change,
  };
}

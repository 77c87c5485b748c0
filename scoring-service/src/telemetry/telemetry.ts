import { Registry, collectDefaultMetrics } from 'prom-client';

/** What `/metrics` serves. */
export function createTelemetry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

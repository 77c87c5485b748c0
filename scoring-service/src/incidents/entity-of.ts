import type { Labels } from '@lapwing/contract';

/** Labels that name what trouble happens to, the best first: a service; else what it runs in or on. */
const ENTITY_LABELS = [
  'service',
  'service_name',
  'app',
  'callee',
  'deployment',
  'container',
  'pod',
  'host',
  'node',
  'instance',
  'job',
] as const;

/** What an anomaly of a signal with these labels happened to; the signal itself where no label tells. */
export function entityOf(labels: Labels, signalId: string): string {
  for (const name of ENTITY_LABELS) {
    const value = labels[name];
    if (value !== undefined && value !== '') return value;
  }
  return signalId;
}

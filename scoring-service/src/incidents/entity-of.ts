import type { Labels } from '@lapwing/contract';
import { signalTitle } from '../signals/signal-title.ts';

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

/** What an anomaly of a signal with these labels happened to; what the signal is called where no label tells. */
export function entityOf(labels: Labels, detectorId: string): string {
  for (const name of ENTITY_LABELS) {
    const value = labels[name];
    if (value !== undefined && value !== '') return value;
  }
  return signalTitle(labels, detectorId);
}

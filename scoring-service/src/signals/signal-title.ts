import type { Labels } from '@lapwing/contract';
import { sortedLabels } from './signal-id.ts';

/** A signal in a few words: `checkout errors host=a`; its id where it has no labels. */
export function signalTitle(labels: Labels, id: string): string {
  const { service, metric, ...rest } = labels;
  const words = [service, metric].filter((word) => word !== undefined && word !== '');
  const others = sortedLabels(rest).map(([key, value]) => `${key}=${value}`);
  return [...words, ...others].join(' ') || id;
}

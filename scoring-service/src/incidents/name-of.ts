import type { Anomaly } from '@lapwing/contract';
import { TEMPLATE_LINES } from '../sources/templates/words.ts';

/** Labels that say what a signal measures, the best first. */
const NAME_LABELS = ['metric', 'measure', 'template', 'operation', '__name__'] as const;

/** What the signal measures, as far as its labels say. */
export function nameOf({ labels, signal_id }: Anomaly): string {
  // Of a template's lines the template says more.
  if (labels['metric'] === TEMPLATE_LINES && labels['template'] !== undefined) return labels['template'];
  for (const name of NAME_LABELS) {
    const value = labels[name];
    if (value !== undefined && value !== '') return value;
  }
  return signal_id;
}

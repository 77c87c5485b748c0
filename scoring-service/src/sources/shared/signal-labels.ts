import { createHash } from 'node:crypto';
import type { Detector, Labels } from '@lapwing/contract';

/** What the contract allows as a label. */
const LONGEST_NAME = 128;
const LONGEST_VALUE = 1024;
export const MOST_LABELS = 32;

/**
 * A signal's labels: what the source says of it, what the detector adds, and always a `metric`, which is the detector's
 * id when nobody names one: two detectors that split by the same fields must not share signals.
 */
export function signalLabels(detector: Detector, found: Labels): Labels {
  const labels: Labels = {};
  for (const [name, value] of Object.entries(found))
    labels[cut(name, LONGEST_NAME)] = cut(value, LONGEST_VALUE);
  return { metric: detector.id, ...labels, ...detector.labels };
}

/**
 * Labels of what other programs name, within what the contract allows: `first` are kept, of `rest` those that sort first as
 * far as there is room. Names and values that are empty are left out.
 */
export function boundedLabels(first: Labels, rest: Iterable<readonly [string, string]>): Labels {
  const labels: Labels = {};
  const sorted = [...rest].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, value] of [...Object.entries(first), ...sorted]) {
    if (name === '' || value === '' || name in labels) continue;
    if (Object.keys(labels).length === MOST_LABELS) break;
    labels[cut(name, LONGEST_NAME)] = cut(value, LONGEST_VALUE);
  }
  return labels;
}

/** Long texts are cut, and stay different from others with the same beginning. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, most - hash.length - 1)}~${hash}`;
}

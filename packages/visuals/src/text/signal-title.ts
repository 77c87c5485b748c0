import type { Labels } from '@lapwing/contract';

/** Labels that name a signal by their value alone, the telling one first. */
const NAMED_BY_VALUE = ['service', 'metric', '__name__'];

/** Stands between the parts of a title. */
export const TITLE_SEPARATOR = ' · ';

/**
 * What a signal is called: `checkout · errors · host=a1`. A label that only says the service again (`callee=checkout`)
 * is left out. Label values are plain text: whoever shows the title must not read it as markup. `fallback` names a
 * signal without labels.
 */
export function signalTitle(labels: Labels, fallback: string): string {
  const named = NAMED_BY_VALUE.flatMap((key) => labels[key] || []);
  const others = Object.keys(labels)
    .filter(
      (key) => !NAMED_BY_VALUE.includes(key) && !(labels['service'] && labels[key] === labels['service']),
    )
    .sort()
    .map((key) => `${key}=${labels[key] ?? ''}`);
  return [...named, ...others].join(TITLE_SEPARATOR) || fallback;
}

import { TITLE_SEPARATOR } from './signal-title.ts';

export interface ToldApart {
  /** What all of them have, to be said once; empty when they share nothing. */
  shared: string;
  /** In the order of the titles: what is left of each. */
  titles: string[];
}

/**
 * Titles of signals without the parts that all of them have. `labels` takes off no more than parts of the form
 * `name=value`, for lists in which a person looks for a service. A title that would have nothing left stays whole.
 */
export function toldApart(titles: readonly string[], what: 'all' | 'labels' = 'all'): ToldApart {
  const parts = titles.map((title) => title.split(TITLE_SEPARATOR));
  const [first = [], ...others] = parts;
  const shared = first.filter(
    (part) => (what === 'all' || part.includes('=')) && others.every((one) => one.includes(part)),
  );
  if (new Set(titles).size < 2 || shared.length === 0) return { shared: '', titles: [...titles] };
  return {
    shared: shared.join(TITLE_SEPARATOR),
    titles: parts.map((all, place) => {
      const own = all.filter((part) => !shared.includes(part));
      return own.length === 0 ? (titles[place] ?? '') : own.join(TITLE_SEPARATOR);
    }),
  };
}

import { locationService } from '@grafana/runtime';
import { useMemo } from 'react';
import { usePageLocation } from './use-location.ts';

/** What the address's query says; several values of a name are joined by commas. */
export interface PageQuery {
  get: (name: string) => string;
  list: (name: string) => string[];
  /** Changes the address without a new entry in the history: undefined, empty text or list take the name out. */
  set: (change: Record<string, string | readonly string[] | undefined>) => void;
}

/** A page's state, kept in its address so that a link can be shared. */
export function useQuery(): PageQuery {
  const { search } = usePageLocation();
  return useMemo(() => {
    const query = new URLSearchParams(search);
    return {
      get: (name) => query.get(name) ?? '',
      list: (name) => (query.get(name) ?? '').split(',').filter(Boolean),
      set: (change) => {
        const texts = Object.entries(change).map(([name, value]): [string, string | null] => [
          name,
          (typeof value === 'string' ? value : value?.join(',')) || null,
        ]);
        locationService.partial(Object.fromEntries(texts), true);
      },
    };
  }, [search]);
}

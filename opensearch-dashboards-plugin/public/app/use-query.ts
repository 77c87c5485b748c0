import { useApp } from './context.ts';
import { useLocation } from './use-location.ts';

export interface PageQuery {
  get(name: string): string;
  list(name: string): string[];
  /** Writes into the address; empty values go. Typing must not fill the history of the browser. */
  set(values: Readonly<Record<string, string | readonly string[]>>): void;
}

/** What a page shows stands in its address, so that a link shows the same and Back goes back. */
export function usePageQuery(): PageQuery {
  const { history } = useApp();
  const { search } = useLocation(history);
  const query = new URLSearchParams(search);
  return {
    get: (name) => query.get(name) ?? '',
    list: (name) => (query.get(name) ?? '').split(',').filter(Boolean),
    set(values) {
      const next = new URLSearchParams(history.location.search);
      for (const [name, value] of Object.entries(values)) {
        const text = [value].flat().join(',');
        if (text === '') next.delete(name);
        else next.set(name, text);
      }
      const text = next.toString();
      history.replace(history.location.pathname + (text === '' ? '' : `?${text}`));
    },
  };
}

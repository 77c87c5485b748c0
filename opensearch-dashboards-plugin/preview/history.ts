import type { ScopedHistory } from '../types/core-public.ts';

/** A history below `root`, as OpenSearch Dashboards gives each app. */
export function scopedHistory(root: string): ScopedHistory {
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  addEventListener('popstate', tell);
  const here = (): ScopedHistory['location'] => ({
    pathname: location.pathname.slice(root.length) || '/',
    search: location.search,
  });
  return {
    get location() {
      return here();
    },
    push(path) {
      history.pushState(null, '', root + path);
      tell();
    },
    replace(path) {
      history.replaceState(null, '', root + path);
      tell();
    },
    createHref: ({ pathname, search = '' }) => root + pathname + search,
    listen(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

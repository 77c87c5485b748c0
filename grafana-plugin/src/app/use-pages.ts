import { useEffect, useRef, useState } from 'react';
import { type Problem, explain } from '../service/problem.ts';
import { type Loaded, useLoad } from './use-load.ts';

interface PageOf<T> {
  items: T[];
  next: string | null;
  total: number;
}

export interface Pages<T> extends Omit<Loaded<PageOf<T>>, 'data'> {
  /** All that was fetched so far. */
  items: T[] | undefined;
  /** How many there are. */
  total: number;
  /** Fetches the page after; undefined on the last one. */
  more: (() => void) | undefined;
}

/**
 * A list that is fetched page by page. `load` gives the page at a cursor. A reload fetches the first page anew, and forgets
 * the ones after it: what they held may have moved.
 */
export function usePages<T>(
  key: string,
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<PageOf<T>>,
): Pages<T> {
  const { data, ...first } = useLoad(key, (signal) => load(undefined, signal));
  const [after, setAfter] = useState<PageOf<T>>();
  const [state, setState] = useState<{ busy: boolean; problem: Problem | undefined }>({
    busy: false,
    problem: undefined,
  });
  const shown = useRef(data);
  useEffect(() => {
    shown.current = data;
    setAfter(undefined);
    setState({ busy: false, problem: undefined });
  }, [data]);
  const next = after === undefined ? data?.next : after.next;
  const more = async (cursor: string): Promise<void> => {
    const begun = shown.current;
    setState({ busy: true, problem: undefined });
    try {
      const page = await load(cursor);
      // The list was loaded anew meanwhile: this page no longer follows it.
      if (shown.current !== begun) return;
      setAfter((old) => ({ ...page, items: [...(old?.items ?? []), ...page.items] }));
      setState({ busy: false, problem: undefined });
    } catch (error) {
      setState({ busy: false, problem: explain(error) });
    }
  };
  return {
    ...first,
    problem: first.problem ?? state.problem,
    loading: first.loading || state.busy,
    items: data && [...data.items, ...(after?.items ?? [])],
    total: after?.total ?? data?.total ?? 0,
    more: typeof next === 'string' ? () => void more(next) : undefined,
  };
}

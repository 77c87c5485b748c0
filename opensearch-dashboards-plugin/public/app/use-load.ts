import { useEffect, useRef, useState } from 'react';
import { type Problem, explain } from '../service/problem.ts';

export interface Loaded<T> {
  /** What came last; stays while it is loaded again and when that fails. */
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => void;
}

/** How often a page asks anew: seldom enough for a hundred open pages, soon enough for a person. */
export const POLL_MS = 10_000;

/**
 * Loads a value when the component appears, when `key` changes, when `reload` is called, and every `pollMs` (0: never)
 * while the page is seen. A newer load makes an older one's answer void.
 */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  pollMs = POLL_MS,
): Loaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    data: undefined,
    problem: undefined,
    loading: true,
  });
  const newest = useRef(load);
  newest.current = load;
  const shownKey = useRef(key);

  useEffect(() => {
    const abort = new AbortController();
    const wanted = (): boolean => !abort.signal.aborted;
    const other = shownKey.current !== key;
    shownKey.current = key;
    setState((old) => ({ ...old, data: other ? undefined : old.data, loading: true }));
    newest.current(abort.signal).then(
      (data) => wanted() && setState({ data, problem: undefined, loading: false }),
      (error: unknown) =>
        wanted() && setState((old) => ({ data: old.data, problem: explain(error), loading: false })),
    );
    return () => abort.abort();
  }, [key, round]);

  useEffect(() => {
    if (pollMs === 0) return;
    const timer = setInterval(() => {
      if (!document.hidden) setRound((n) => n + 1);
    }, pollMs);
    return () => clearInterval(timer);
  }, [pollMs]);

  return { ...state, reload: useRef(() => setRound((n) => n + 1)).current };
}

import { useEffect, useRef, useState } from 'react';
import { type Problem, explain } from '../service/problem.ts';
import { withinTime } from '../service/time-limit.ts';

export interface Loaded<T> {
  /** What came last; stays while it is loaded again and when that fails. */
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => void;
}

/** Longer than a person waits before looking elsewhere. */
const LOAD_LIMIT_MS = 15_000;

/**
 * Loads a value when the component appears, when `key` changes, and when `reload` is called. A newer load makes an
 * older one's answer void.
 */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
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
    let wanted = true;
    const other = shownKey.current !== key;
    shownKey.current = key;
    setState((old) => ({ ...old, data: other ? undefined : old.data, loading: true }));
    withinTime(LOAD_LIMIT_MS, newest.current).then(
      (data) => wanted && setState({ data, problem: undefined, loading: false }),
      (error: unknown) =>
        wanted && setState((old) => ({ data: old.data, problem: explain(error), loading: false })),
    );
    return () => {
      wanted = false;
    };
  }, [key, round]);

  return { ...state, reload: useRef(() => setRound((n) => n + 1)).current };
}

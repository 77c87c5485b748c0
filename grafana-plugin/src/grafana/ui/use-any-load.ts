import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../service/problem.ts';
import { explainAny } from './explain-any.ts';

export interface AnyLoaded<T> {
  /** What came last; `round` tells one answer from another. */
  data: { value: T; round: number } | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => void;
}

/** Loads once, and again when it is told to, from Grafana's own API or the service. */
export function useAnyLoad<T>(load: () => Promise<T>): AnyLoaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Omit<AnyLoaded<T>, 'reload'>>({
    ...{ data: undefined, problem: undefined, loading: true },
  });
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => {
    let wanted = true;
    setState((old) => ({ ...old, loading: true }));
    newest.current().then(
      (value) => wanted && setState({ data: { value, round }, problem: undefined, loading: false }),
      (error: unknown) =>
        wanted && setState((old) => ({ ...old, problem: explainAny(error), loading: false })),
    );
    return () => {
      wanted = false;
    };
  }, [round]);
  return { ...state, reload: useCallback(() => setRound((n) => n + 1), []) };
}

import { useEffect, useRef, useState } from 'react';
import { type Problem, explain } from '../service/problem.ts';

export interface Action {
  busy: boolean;
  problem: Problem | undefined;
  /** What failed as it was thrown: forms read more of it. */
  error: unknown;
  /** Does something; false when it failed. A second one waits for nobody: the button is off meanwhile. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** Something that a person does: whether it goes on, and what went wrong. */
export function useAction(): Action {
  const [state, setState] = useState<Pick<Action, 'busy' | 'problem' | 'error'>>({
    busy: false,
    problem: undefined,
    error: undefined,
  });
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const set = (next: typeof state): void => {
    if (shown.current) setState(next);
  };
  return {
    ...state,
    run: async (work) => {
      set({ busy: true, problem: undefined, error: undefined });
      try {
        await work();
        set({ busy: false, problem: undefined, error: undefined });
        return true;
      } catch (error) {
        set({ busy: false, problem: explain(error), error });
        return false;
      }
    },
    clear: () => set({ busy: false, problem: undefined, error: undefined }),
  };
}

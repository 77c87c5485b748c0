import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../service/problem.ts';
import { explainAny } from './explain-any.ts';

export interface Act {
  busy: boolean;
  problem: Problem | undefined;
  run: (work: () => Promise<void>) => Promise<void>;
}

/** Something that a person does in Grafana or the service: whether it goes on, and what went wrong. */
export function useAct(): Act {
  const [state, setState] = useState<Omit<Act, 'run'>>({ busy: false, problem: undefined });
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return {
    ...state,
    run: async (work) => {
      setState({ busy: true, problem: undefined });
      let problem: Problem | undefined;
      try {
        await work();
      } catch (error) {
        problem = explainAny(error);
      }
      if (shown.current) setState({ busy: false, problem });
    },
  };
}

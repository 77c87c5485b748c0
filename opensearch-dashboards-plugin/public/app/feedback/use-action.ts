import { useState } from 'react';
import { type Problem, explain } from '../../service/problem.ts';

interface Action {
  busy: boolean;
  problem: Problem | undefined;
  /** Does it; whatever comes of it, `done` is called then. */
  run(work: () => Promise<unknown>, done: () => void): void;
}

/** What a button does, one thing at a time, with what went wrong in words. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    busy,
    problem,
    run(work, done) {
      setBusy(true);
      setProblem(undefined);
      void work()
        .catch((error: unknown) => setProblem(explain(error)))
        .then(() => {
          setBusy(false);
          done();
        });
    },
  };
}

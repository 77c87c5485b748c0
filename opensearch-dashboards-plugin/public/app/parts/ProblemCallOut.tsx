import { EuiButton, EuiCallOut } from '@elastic/eui';
import React from 'react';
import type { Problem } from '../../service/problem.ts';

/** What went wrong and what to do, with a way to try again. */
export function ProblemCallOut({
  problem,
  retry,
  action = 'Try again',
}: {
  problem: Problem;
  retry: () => void;
  action?: string;
}): React.JSX.Element {
  return (
    <div role="alert" data-test-subj="lapwingProblem">
      <EuiCallOut title={problem.title} color="danger" iconType="alert" size="s">
        <p>{problem.hint}</p>
        <EuiButton size="s" color="danger" onClick={retry}>
          {action}
        </EuiButton>
      </EuiCallOut>
    </div>
  );
}

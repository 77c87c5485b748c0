import { Alert } from '@grafana/ui';
import React from 'react';
import type { Problem } from '../service/problem.ts';

/** What went wrong and what to do, with a way to try again. */
export function ProblemAlert({ problem, retry }: { problem: Problem; retry: () => void }): React.JSX.Element {
  return (
    <Alert severity="error" title={problem.title} buttonContent="Try again" onRemove={retry}>
      {problem.hint}
    </Alert>
  );
}

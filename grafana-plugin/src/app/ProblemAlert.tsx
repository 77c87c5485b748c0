import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';
import type { Problem } from '../service/problem.ts';

/** What went wrong and what to do, with a way to try again. */
export function ProblemAlert({
  problem,
  retry,
  action = 'Try again',
}: {
  problem: Problem;
  retry: () => void;
  action?: string;
}): React.JSX.Element {
  return (
    <Alert severity="error" title={problem.title}>
      <Stack direction="column" alignItems="flex-start" gap={1}>
        <span>{problem.hint}</span>
        <Button size="sm" variant="secondary" onClick={retry}>
          {action}
        </Button>
      </Stack>
    </Alert>
  );
}

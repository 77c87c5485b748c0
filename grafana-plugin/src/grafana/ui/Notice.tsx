import { Alert, Button, Stack } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Problem } from '../../service/problem.ts';

interface Props {
  problem: Problem;
  retry?: () => void;
  retryText?: string;
  children?: ReactNode;
}

/** What went wrong and what to do, with a way to try again where there is one. */
export function Notice({ problem, retry, retryText = 'Look again', children }: Props): React.JSX.Element {
  return (
    <Alert severity={problem.severity ?? 'error'} title={problem.title}>
      <Stack direction="column" alignItems="flex-start" gap={1}>
        <span>{problem.hint}</span>
        {children}
        {retry && problem.severity === undefined && (
          <Button size="sm" variant="secondary" onClick={retry}>
            {retryText}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

import { Stack } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** The last row of a dialog; Grafana's own runs out of the window on a phone. */
export function ButtonRow({ left, children }: { left?: ReactNode; children: ReactNode }): React.JSX.Element {
  return (
    <Stack wrap="wrap" gap={1} justifyContent="space-between">
      <div>{left}</div>
      <Stack wrap="wrap" gap={1} justifyContent="flex-end">
        {children}
      </Stack>
    </Stack>
  );
}

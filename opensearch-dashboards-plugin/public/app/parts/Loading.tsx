import { EuiLoadingSpinner } from '@elastic/eui';
import React from 'react';

/** That something is on its way, said as well as shown. */
export function Loading({ what }: { what: string }): React.JSX.Element {
  return (
    <p role="status">
      <EuiLoadingSpinner size="m" /> Loading {what} …
    </p>
  );
}

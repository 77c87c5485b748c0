import { Alert } from '@grafana/ui';
import React from 'react';
import type { Removal } from './remove-overlays.ts';

/** What was removed, and what was not and why. */
export function Report({ report }: { report: readonly Removal[] }): React.JSX.Element {
  const done = report.filter((one) => one.done);
  const left = report.length - done.length;
  return (
    <div data-testid="lapwing-report">
      <Alert
        severity={left > 0 ? 'warning' : 'success'}
        title={`Overlays removed from ${done.length} ${done.length === 1 ? 'dashboard' : 'dashboards'}${left > 0 ? `, ${left} left as they were` : ''}`}
      >
        <ul>
          {report.map(({ carrying, version, done: isDone, why }) => (
            <li key={carrying.found.uid}>
              {carrying.found.title}:{' '}
              {isDone ? `removed${version === undefined ? '' : `, now version ${version}`}` : 'skipped'}
              {why === undefined ? '' : `. ${why}`}
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  );
}

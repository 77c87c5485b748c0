import { Alert } from '@grafana/ui';
import React from 'react';
import type { OpenPanel } from './load-panel.ts';

/** What a person should know of a panel before anything else. */
export function PanelNotices({ open }: { open: OpenPanel }): React.JSX.Element {
  const { queries, unsupported, whyNot, unsaved, shared } = open;
  return (
    <>
      {unsaved && (
        <Alert severity="info" title="The panel on the screen differs from the one that is saved">
          What is saved is looked at here: save the dashboard first if that is not what you mean.
        </Alert>
      )}
      {whyNot !== undefined && (
        <Alert severity="warning" title="No overlay can be added to this panel">
          {whyNot}
        </Alert>
      )}
      {shared && whyNot === undefined && (
        <Alert severity="warning" title="This dashboard is shared publicly">
          Who is not signed in sees the panel’s own series, no overlay, and a red mark “plugin unavailable” at
          the panel: Grafana asks no data source without a backend for them.
        </Alert>
      )}
      {unsupported.length > 0 && (
        <Alert
          severity={queries.length > 0 ? 'info' : 'warning'}
          title={cantWatch(unsupported.map(({ refId }) => refId))}
        >
          <ul>
            {unsupported.map(({ refId, why }) => (
              <li key={refId}>
                {refId}: {why}.
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {queries.length === 0 && unsupported.length === 0 && (
        <Alert severity="info" title="This panel has no query of its own that could be watched" />
      )}
    </>
  );
}

function cantWatch(refIds: readonly string[]): string {
  return refIds.length === 1
    ? `Query ${refIds[0]} can’t be watched`
    : `Queries ${refIds.join(', ')} can’t be watched`;
}

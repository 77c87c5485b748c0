import { Alert, EmptyState } from '@grafana/ui';
import React from 'react';
import { OverlayTable } from './OverlayTable.tsx';
import type { Carrying, Overlays } from './find-overlays.ts';

interface Props {
  found: Overlays;
  busy: boolean;
  onRemove: (one: Carrying) => void;
}

/** Where overlays are, and what could not be looked at. */
export function FoundOverlays({ found, busy, onRemove }: Props): React.JSX.Element {
  const { unread, library, carrying, looked } = found;
  return (
    <>
      {unread.length > 0 && (
        <Alert severity="warning" title={`${unread.length} dashboards could not be read`}>
          {unread.map(({ found: { uid, title }, why }) => (
            <div key={uid}>
              {title}: {why}
            </div>
          ))}
        </Alert>
      )}
      {library.length > 0 && (
        <Alert severity="info" title="Library panels with a query of Lapwing">
          {library.join(', ')}: edit them under Dashboards, Library panels, for they are on many dashboards at
          once.
        </Alert>
      )}
      {carrying.length > 0 ? (
        <OverlayTable carrying={carrying} busy={busy} onRemove={onRemove} />
      ) : (
        <EmptyState variant="completed" message={`No overlay on any of ${looked} dashboards`}>
          Open the menu of a panel, then Extensions, then Detect anomalies to add one.
        </EmptyState>
      )}
    </>
  );
}

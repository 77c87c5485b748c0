import type { AlertRow } from '@lapwing/visuals';
import React from 'react';
import { PageButton } from '../PageLink.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { AnomalyList } from '../lists/AnomalyList.tsx';
import { incidentPath } from '../routes.ts';

interface Props {
  rows: readonly AlertRow[];
  now: number;
  whyNot: string | undefined;
  busy: boolean;
  onAcknowledge: (incidentId: string) => void;
  onSilence: (row: AlertRow) => void;
}

/** Alerts, newest first, with what can be done with each. */
export function AlertList(props: Props): React.JSX.Element {
  const { rows, now, whyNot, busy, onAcknowledge, onSilence } = props;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <AnomalyList
      rows={rows}
      now={now}
      label="Alerts, newest first"
      testId="lapwing-alerts"
      note={({ id }) => byId.get(id)?.statusText ?? ''}
      actions={({ id, title }) => {
        const row = byId.get(id);
        if (row === undefined) return null;
        const { incidentId, status } = row;
        return (
          <>
            {incidentId !== null && (
              <PageButton to={incidentPath(incidentId)} size="sm" variant="secondary">
                Incident
              </PageButton>
            )}
            {incidentId !== null && (status === 'active' || status === 'silenced') && (
              <ChangeButton
                size="sm"
                variant="secondary"
                {...{ whyNot, busy }}
                aria-label={`Acknowledge ${title}`}
                onClick={() => onAcknowledge(incidentId)}
              >
                Acknowledge
              </ChangeButton>
            )}
            {(status === 'active' || status === 'acknowledged') && (
              <ChangeButton
                size="sm"
                variant="secondary"
                icon="bell-slash"
                {...{ whyNot, busy }}
                aria-label={`Silence ${title}`}
                onClick={() => onSilence(row)}
              >
                Silence
              </ChangeButton>
            )}
          </>
        );
      }}
    />
  );
}

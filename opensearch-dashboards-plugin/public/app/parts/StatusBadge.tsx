import { EuiBadge } from '@elastic/eui';
import type { IncidentStatus } from '@lapwing/contract';
import { statusName } from '@lapwing/visuals';
import React from 'react';

const COLOURS: Readonly<Record<IncidentStatus, string>> = {
  open: 'danger',
  acknowledged: 'primary',
  resolved: 'secondary',
  merged: 'hollow',
};

export function StatusBadge({ status }: { status: IncidentStatus }): React.JSX.Element {
  return (
    <span>
      <EuiBadge color={COLOURS[status]}>{statusName(status)}</EuiBadge>
    </span>
  );
}

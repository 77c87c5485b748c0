import { EuiBadge } from '@elastic/eui';
import type { IncidentStatus } from '@lapwing/contract';
import React from 'react';

const COLOURS: Readonly<Record<IncidentStatus, string>> = {
  open: 'danger',
  acknowledged: 'primary',
  resolved: 'secondary',
  merged: 'hollow',
};

/** `text`: the status's name, or the word of a later service. */
export function StatusBadge({ status, text }: { status: IncidentStatus; text: string }): React.JSX.Element {
  return (
    <span>
      <EuiBadge color={COLOURS[status]}>{text}</EuiBadge>
    </span>
  );
}

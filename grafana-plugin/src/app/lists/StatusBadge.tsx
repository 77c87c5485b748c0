import { Badge, type BadgeColor } from '@grafana/ui';
import type { IncidentStatus } from '@lapwing/contract';
import React from 'react';

const COLOURS: Readonly<Record<IncidentStatus, BadgeColor>> = {
  open: 'red',
  acknowledged: 'orange',
  resolved: 'green',
  merged: 'blue',
};

/** `text`: the status's name, or the word of a later service. */
export function StatusBadge({ status, text }: { status: IncidentStatus; text: string }): React.JSX.Element {
  return <Badge color={COLOURS[status]} text={text} />;
}

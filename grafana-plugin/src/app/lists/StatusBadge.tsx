import { Badge, type BadgeColor } from '@grafana/ui';
import type { IncidentStatus } from '@lapwing/contract';
import { statusName } from '@lapwing/visuals';
import React from 'react';

const COLOURS: Readonly<Record<IncidentStatus, BadgeColor>> = {
  open: 'red',
  acknowledged: 'orange',
  resolved: 'green',
  merged: 'blue',
};

export function StatusBadge({ status }: { status: IncidentStatus }): React.JSX.Element {
  return <Badge color={COLOURS[status]} text={statusName(status)} />;
}

import { RadioButtonGroup } from '@grafana/ui';
import type { IncidentStatus } from '@lapwing/contract';
import { type IncidentFilter, statusName } from '@lapwing/visuals';
import React from 'react';
import { FilterBar, Pills, SearchField } from '../FilterBar.tsx';
import { SEVERITY_PILLS } from '../severity-options.ts';

interface Props {
  filter: IncidentFilter;
  onFilter: (filter: IncidentFilter) => void;
  hours: number;
  onHours: (hours: number) => void;
}

export const PERIODS = [
  { value: 24, label: '24 h' },
  { value: 168, label: '7 d' },
  { value: 720, label: '30 d' },
];
export const STATUSES: readonly IncidentStatus[] = ['open', 'acknowledged', 'resolved'];

/** Narrows the list by words, state, severity and time. */
export function IncidentFilters({ filter, onFilter, hours, onHours }: Props): React.JSX.Element {
  return (
    <FilterBar>
      <SearchField
        placeholder="Search title, service or suspect"
        value={filter.text}
        onChange={(text) => onFilter({ ...filter, text })}
      />
      <Pills
        label="Status"
        options={STATUSES.map((value) => ({ value, text: statusName(value) }))}
        chosen={filter.statuses}
        onChange={(statuses) => onFilter({ ...filter, statuses })}
      />
      <Pills
        label="Severity"
        options={SEVERITY_PILLS}
        chosen={filter.severities}
        onChange={(severities) => onFilter({ ...filter, severities })}
      />
      <RadioButtonGroup size="sm" options={PERIODS} value={hours} onChange={onHours} aria-label="Period" />
    </FilterBar>
  );
}

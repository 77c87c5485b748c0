import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterInput, FilterPill, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { IncidentStatus } from '@lapwing/contract';
import { type IncidentFilter, SEVERITIES, severityName, statusName } from '@lapwing/visuals';
import React from 'react';

interface Props {
  filter: IncidentFilter;
  onFilter: (filter: IncidentFilter) => void;
  hours: number;
  onHours: (hours: number) => void;
}

const PERIODS = [
  { value: 24, label: '24 h' },
  { value: 168, label: '7 d' },
  { value: 720, label: '30 d' },
];
const STATUSES: readonly IncidentStatus[] = ['open', 'acknowledged', 'resolved'];

/** Narrows the list by words, state, severity and time. */
export function IncidentFilters({ filter, onFilter, hours, onHours }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <FilterInput
          placeholder="Search title, service or suspect"
          value={filter.text}
          escapeRegex={false}
          onChange={(text) => onFilter({ ...filter, text })}
        />
      </div>
      <div className={styles.pills} role="group" aria-label="Status">
        {STATUSES.map((status) => (
          <FilterPill
            key={status}
            label={statusName(status)}
            selected={filter.statuses.includes(status)}
            onClick={() => onFilter({ ...filter, statuses: toggled(filter.statuses, status) })}
          />
        ))}
      </div>
      <div className={styles.pills} role="group" aria-label="Severity">
        {[...SEVERITIES].reverse().map((severity) => (
          <FilterPill
            key={severity}
            label={severityName(severity)}
            selected={filter.severities.includes(severity)}
            onClick={() => onFilter({ ...filter, severities: toggled(filter.severities, severity) })}
          />
        ))}
      </div>
      <RadioButtonGroup size="sm" options={PERIODS} value={hours} onChange={onHours} aria-label="Period" />
    </div>
  );
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

const getStyles = (theme: GrafanaTheme2): Record<'filters' | 'search' | 'pills', string> => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), alignItems: 'center' }),
  search: css({ flex: '1 1 240px', maxWidth: 420 }),
  pills: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
});

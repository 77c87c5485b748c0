import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FilterInput, FilterPill, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import {
  NO_FILTER,
  SEVERITIES,
  type AnomalyRow,
  filterRows,
  severityName,
  countText,
} from '@lapwing/visuals';
import type { Severity } from '@lapwing/contract';
import React, { useMemo, useState } from 'react';
import { AnomalyList } from '../AnomalyList.tsx';

/** What a person reads before narrowing the search. */
const SHOWN_AT_FIRST = 25;

const PERIODS = [
  { value: 6, label: '6 h' },
  { value: 24, label: '24 h' },
  { value: 168, label: '7 d' },
];

interface Props {
  rows: readonly AnomalyRow[];
  /** How many there are; more than `rows` when only the newest were fetched. */
  total: number;
  now: number;
  hours: number;
  onHours: (hours: number) => void;
}

/** The anomalies of the last hours, to be narrowed by severity and text. */
export function RecentAnomalies({ rows, total, now, hours, onHours }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [filter, setFilter] = useState(NO_FILTER);
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const found = useMemo(() => filterRows(rows, filter), [rows, filter]);
  const toggle = (severity: Severity): void =>
    setFilter(({ severities, text }) => ({
      text,
      severities: severities.includes(severity)
        ? severities.filter((one) => one !== severity)
        : [...severities, severity],
    }));
  return (
    <section>
      <div className={styles.head}>
        <h2 className={styles.title}>Recent anomalies</h2>
        <RadioButtonGroup size="sm" options={PERIODS} value={hours} onChange={onHours} aria-label="Period" />
      </div>
      <div className={styles.filters}>
        <div className={styles.search}>
          <FilterInput
            placeholder="Search signal or reason"
            value={filter.text}
            escapeRegex={false}
            onChange={(text) => setFilter((old) => ({ ...old, text }))}
          />
        </div>
        <div className={styles.pills}>
          {[...SEVERITIES].reverse().map((severity) => (
            <FilterPill
              key={severity}
              label={severityName(severity)}
              selected={filter.severities.includes(severity)}
              onClick={() => toggle(severity)}
            />
          ))}
        </div>
      </div>
      <p className={styles.count} role="status">
        {countText(found.length, rows.length, total)}
      </p>
      {found.length > 0 && (
        <AnomalyList
          rows={found.slice(0, shown)}
          now={now}
          label="Recent anomalies"
          testId="lapwing-recent"
        />
      )}
      {found.length > shown && (
        <Button
          className={styles.more}
          variant="secondary"
          fill="text"
          onClick={() => setShown(shown + SHOWN_AT_FIRST)}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'head' | 'title' | 'filters' | 'search' | 'pills' | 'count' | 'more', string> => ({
  head: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    marginBottom: theme.spacing(1),
  }),
  title: css({ ...theme.typography.h4, margin: 0 }),
  filters: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  search: css({ flex: '1 1 240px', maxWidth: 420 }),
  pills: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  count: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0) }),
  more: css({ marginTop: theme.spacing(1) }),
});

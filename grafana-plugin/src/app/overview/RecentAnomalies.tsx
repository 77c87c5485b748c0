import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { SEVERITIES, type AnomalyRow, countText, filterRows } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { FilterBar, SearchField } from '../FilterBar.tsx';
import { SeverityFilter } from '../SeverityFilter.tsx';
import { AnomalyList } from '../lists/AnomalyList.tsx';
import type { PageQuery } from '../use-query.ts';
import { HOURS, type Period } from './period.ts';

const DAY_HOURS = 24;
/** What a person reads before narrowing the search. */
const SHOWN_AT_FIRST = 25;

const PERIODS = HOURS.map((value) => ({
  value,
  label: value < DAY_HOURS * 2 ? `${value} h` : `${value / DAY_HOURS} d`,
}));

interface Props {
  rows: readonly AnomalyRow[];
  /** How many there are; more than `rows` when only the newest were fetched. */
  total: number;
  now: number;
  query: PageQuery;
  period: Period;
}

/** The anomalies of the last hours, or of a stretch of the past, to be narrowed by severity and text. */
export function RecentAnomalies({ rows, total, now, query, period }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const severities = SEVERITIES.filter((one) => query.list('severity').includes(one));
  const text = query.get('text');
  const found = useMemo(
    () => filterRows(rows, { severities, text }),
    // `severities` is a new array each time; the joined text is what tells whether it changed.
    [rows, severities.join(), text],
  );
  const past = 'span' in period ? period.span : undefined;
  return (
    <section aria-label="Recent anomalies">
      <div className={styles.head}>
        <h2 className={styles.title}>
          {past === undefined
            ? 'Recent anomalies'
            : `Anomalies from ${dateTimeFormat(past.from)} to ${dateTimeFormat(past.to)}`}
        </h2>
        <RadioButtonGroup
          size="sm"
          options={PERIODS}
          value={'hours' in period ? period.hours : undefined}
          onChange={(hours) => query.set({ hours: String(hours), from: undefined, to: undefined })}
          aria-label="Period"
        />
      </div>
      <FilterBar>
        <SearchField
          placeholder="Search signal or reason"
          value={text}
          onChange={(next) => query.set({ text: next })}
        />
        <SeverityFilter label="Severity" query={query} />
      </FilterBar>
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

const getStyles = (theme: GrafanaTheme2): Record<'head' | 'title' | 'count' | 'more', string> => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    justifyContent: 'space-between',
    alignItems: 'center',
    marginBottom: theme.spacing(1),
  }),
  title: css({ ...theme.typography.h4, margin: 0 }),
  count: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0) }),
  more: css({ marginTop: theme.spacing(1) }),
});

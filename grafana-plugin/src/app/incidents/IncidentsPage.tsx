import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Button, EmptyState, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { type IncidentFilter, SEVERITIES, filterIncidents, foundText, incidentRow } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { LaterNote } from '../LaterNote.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { LiveMark } from '../live/LiveMark.tsx';
import { INCIDENTS_PATH } from '../routes.ts';
import { useNow } from '../use-now.ts';
import { useQuery } from '../use-query.ts';
import { IncidentFilters, PERIODS, STATUSES } from './IncidentFilters.tsx';
import { IncidentList } from '../lists/IncidentList.tsx';
import { type Incidents, useIncidents } from './use-incidents.ts';

const DEFAULT_HOURS = 24;
const HOURS = PERIODS.map(({ value }) => value);
const ALL: IncidentFilter = { statuses: [], severities: [], text: '' };
/** What a person reads before narrowing the search. */
const SHOWN_AT_FIRST = 50;

/** All incidents of the last hours or days, newest first. */
export default function IncidentsPage(): React.JSX.Element {
  const query = useQuery();
  const hours = HOURS.find((one) => String(one) === query.get('hours')) ?? DEFAULT_HOURS;
  const filter: IncidentFilter = {
    statuses: STATUSES.filter((one) => query.list('status').includes(one)),
    severities: SEVERITIES.filter((one) => query.list('severity').includes(one)),
    text: query.get('text'),
  };
  const setFilter = ({ statuses, severities, text }: IncidentFilter): void =>
    query.set({ status: statuses, severity: severities, text });
  const { data, problem, reload, live } = useIncidents(hours);
  return (
    <PluginPage
      pageNav={{
        text: 'Incidents',
        subTitle: 'Anomalies that belong together, and where they may have begun',
        url: INCIDENTS_PATH,
      }}
      actions={<LiveMark state={live} failing={problem !== undefined} />}
    >
      {problem && <ProblemAlert problem={problem} retry={reload} />}
      <LaterNote />
      <IncidentFilters
        filter={filter}
        onFilter={setFilter}
        hours={hours}
        onHours={(next) => query.set({ hours: String(next) })}
      />
      {!data && !problem && <LoadingPlaceholder text="Loading incidents …" />}
      {data && <Found data={data} filter={filter} onAll={() => setFilter(ALL)} />}
    </PluginPage>
  );
}

function Found(props: { data: Incidents; filter: IncidentFilter; onAll: () => void }): React.JSX.Element {
  const { data, filter } = props;
  const styles = useStyles2(getStyles);
  const now = useNow();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const rows = useMemo(() => data.items.map(incidentRow), [data.items]);
  const found = useMemo(() => filterIncidents(rows, filter), [rows, filter]);
  if (rows.length === 0) {
    return (
      <EmptyState variant="completed" message="No incident in this time" hideImage>
        Anomalies of several services that belong together become an incident. Choose a longer time to look
        further back.
      </EmptyState>
    );
  }
  return (
    <>
      <p className={styles.count} role="status">
        {foundText(found.length, rows.length, data.total)}
      </p>
      {found.length > 0 ? (
        <IncidentList
          rows={found.slice(0, shown)}
          now={now}
          label="Incidents, newest first"
          testId="lapwing-incidents"
        />
      ) : (
        <Button variant="secondary" onClick={props.onAll}>
          Show all
        </Button>
      )}
      {found.length > shown && (
        <Button variant="secondary" fill="text" onClick={() => setShown(shown + SHOWN_AT_FIRST)}>
          Show more
        </Button>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'count', string> => ({
  count: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0) }),
});

import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ongoingIncidents } from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { PageLink } from '../PageLink.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { INCIDENTS_PATH } from '../routes.ts';
import { IncidentList } from '../lists/IncidentList.tsx';
import { useOngoingIncidents } from './use-incidents.ts';

/** More than these are read on their own page. */
const SHOWN = 5;

/** The overview's first part: incidents that go on, or a way to those that are over. */
export function OngoingIncidents({ now }: { now: number }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { data, problem, reload } = useOngoingIncidents();
  const rows = useMemo(() => (data ? ongoingIncidents(data.items) : []), [data]);
  const total = Math.max(rows.length, data?.total ?? 0);
  return (
    <section aria-label="Incidents">
      <div className={styles.head}>
        <h2 className={styles.title}>Incidents</h2>
        <PageLink to={INCIDENTS_PATH} className={styles.link}>
          {total > SHOWN ? `All ${total} that go on` : 'All incidents'}
        </PageLink>
      </div>
      {problem && <ProblemAlert problem={problem} retry={reload} />}
      {data && rows.length === 0 && <p className={styles.quiet}>No incident is open.</p>}
      {rows.length > 0 && (
        <IncidentList
          rows={rows.slice(0, SHOWN)}
          now={now}
          label="Incidents that go on"
          testId="lapwing-ongoing"
        />
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'head' | 'title' | 'link' | 'quiet', string> => ({
  head: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline' }),
  title: css({ ...theme.typography.h4, margin: theme.spacing(0, 0, 1) }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  quiet: css({ color: theme.colors.text.secondary }),
});

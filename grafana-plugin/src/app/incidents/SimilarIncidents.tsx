import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { SimilarIncident } from '@lapwing/contract';
import { formatAgo } from '@lapwing/visuals';
import React from 'react';
import { SeverityMark } from '../../chart/SeverityMark.tsx';
import { PageLink } from '../PageLink.tsx';
import { incidentPath } from '../routes.ts';
import type { Beside } from './use-incident.ts';

interface Props {
  similar: Beside<SimilarIncident[]>;
  now: number;
}

/** Earlier incidents that looked alike, most alike first. */
export function SimilarIncidents({ similar, now }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  if (similar.problem) {
    return <p className={styles.quiet}>They could not be read: {similar.problem.title}.</p>;
  }
  if (similar.value.length === 0) {
    return <p className={styles.quiet}>None is known: nothing like it happened before.</p>;
  }
  return (
    <ul className={styles.list} data-testid="lapwing-similar">
      {similar.value.map(({ incident, similarity }) => (
        <li key={incident.id} className={styles.row}>
          <SeverityMark severity={incident.severity} />
          <PageLink to={incidentPath(incident.id)} className={styles.link}>
            {incident.title}
          </PageLink>
          <span className={styles.quiet}>
            {Math.round(similarity * 100)} % alike, {formatAgo(Date.parse(incident.started_at), now)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'quiet' | 'list' | 'row' | 'link', string> => ({
  quiet: css({ color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none', margin: 0, display: 'grid', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1) }),
  link: css({
    color: theme.colors.text.link,
    overflowWrap: 'anywhere',
    '&:hover': { textDecoration: 'underline' },
  }),
});

import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import type { IncidentDetail } from '@lapwing/contract';
import { incidentFacts } from '@lapwing/visuals';
import React from 'react';
import { SeverityMark } from '../../chart/SeverityMark.tsx';
import { PageLink } from '../PageLink.tsx';
import { incidentPath } from '../routes.ts';
import { StatusBadge } from '../lists/StatusBadge.tsx';

/** What an incident is, in a line; and what to know before trusting it. */
export function IncidentFacts({
  incident,
  now,
}: {
  incident: IncidentDetail;
  now: number;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const facts = incidentFacts(incident, now);
  return (
    <div data-testid="lapwing-incident-facts">
      <ul className={styles.facts} aria-label="Facts">
        <li>
          <StatusBadge status={incident.status} text={facts.statusText} />
        </li>
        <li>
          <SeverityMark severity={incident.severity} named />, {facts.score}
        </li>
        <li>
          since {dateTimeFormat(facts.since)}, {facts.length}
        </li>
        <li>{facts.extent}</li>
        {facts.kin.map(({ id, text }) => (
          <li key={id}>
            <PageLink to={incidentPath(id)} className={styles.link}>
              {text}
            </PageLink>
          </li>
        ))}
      </ul>
      {facts.unseen && (
        <Alert severity="warning" topSpacing={2} title={facts.unseen.title}>
          {facts.unseen.text}
        </Alert>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'facts' | 'link', string> => ({
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: 0,
  }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
});

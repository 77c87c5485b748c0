import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import type { IncidentDetail } from '@lapwing/contract';
import { formatDuration, formatScore, incidentRow } from '@lapwing/visuals';
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
  const { start, end, services, anomalies } = incidentRow(incident);
  const { merged_into: mergedInto, split_from: splitFrom, unseen } = incident;
  return (
    <div data-testid="lapwing-incident-facts">
      <ul className={styles.facts} aria-label="Facts">
        <li>
          <StatusBadge status={incident.status} />
        </li>
        <li>
          <SeverityMark severity={incident.severity} named />, score {formatScore(incident.score)}
        </li>
        <li>
          since {dateTimeFormat(start)}
          {end === null ? `, for ${formatDuration(now - start)}` : `, lasted ${formatDuration(end - start)}`}
        </li>
        <li>
          {services.length === 1 ? '1 service' : `${services.length} services`},{' '}
          {anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}
        </li>
        {mergedInto !== null && (
          <li>
            <PageLink to={incidentPath(mergedInto)} className={styles.link}>
              part of another incident
            </PageLink>
          </li>
        )}
        {splitFrom !== null && (
          <li>
            <PageLink to={incidentPath(splitFrom)} className={styles.link}>
              split from another incident
            </PageLink>
          </li>
        )}
      </ul>
      {unseen.length > 0 && (
        <Alert severity="warning" topSpacing={2} title="Not everything could be seen meanwhile">
          {unseen.join(', ')} did not answer: what they would have said is missing here.
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

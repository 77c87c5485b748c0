import { EuiCallOut } from '@elastic/eui';
import type { IncidentDetail } from '@lapwing/contract';
import { formatDuration, formatScore, incidentRow } from '@lapwing/visuals';
import React from 'react';
import { SeverityMark } from '../../drawing/SeverityMark.tsx';
import { useLook } from '../../look/LookProvider.tsx';
import { PageLink } from '../parts/PageLink.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { incidentPath } from '../routes.ts';

/** What an incident is, in a line; and what to know before trusting it. */
export function IncidentFacts({
  incident,
  now,
}: {
  incident: IncidentDetail;
  now: number;
}): React.JSX.Element {
  const look = useLook();
  const { start, end, services, anomalies } = incidentRow(incident);
  const { merged_into: mergedInto, split_from: splitFrom, unseen } = incident;
  return (
    <div data-test-subj="lapwingFacts">
      <ul className="lpw-facts" aria-label="Facts">
        <li>
          <StatusBadge status={incident.status} />
        </li>
        <li>
          <SeverityMark severity={incident.severity} named />, score {formatScore(incident.score)}
        </li>
        <li>
          since {look.moment(start)}
          {end === null ? `, for ${formatDuration(now - start)}` : `, lasted ${formatDuration(end - start)}`}
        </li>
        <li>
          {services.length === 1 ? '1 service' : `${services.length} services`},{' '}
          {anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`}
        </li>
        {mergedInto !== null && (
          <li>
            <PageLink to={incidentPath(mergedInto)}>part of another incident</PageLink>
          </li>
        )}
        {splitFrom !== null && (
          <li>
            <PageLink to={incidentPath(splitFrom)}>split from another incident</PageLink>
          </li>
        )}
      </ul>
      {unseen.length > 0 && (
        <EuiCallOut size="s" color="warning" title="Not everything could be seen meanwhile">
          {unseen.join(', ')} did not answer: what they would have said is missing here.
        </EuiCallOut>
      )}
    </div>
  );
}

import { EuiCallOut } from '@elastic/eui';
import type { IncidentDetail } from '@lapwing/contract';
import { incidentFacts } from '@lapwing/visuals';
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
  const facts = incidentFacts(incident, now);
  return (
    <div data-test-subj="lapwingFacts">
      <ul className="lpw-facts" aria-label="Facts">
        <li>
          <StatusBadge status={incident.status} text={facts.statusText} />
        </li>
        <li>
          <SeverityMark severity={incident.severity} named />, {facts.score}
        </li>
        <li>
          since {look.moment(facts.since)}, {facts.length}
        </li>
        <li>{facts.extent}</li>
        {facts.kin.map(({ id, text }) => (
          <li key={id}>
            <PageLink to={incidentPath(id)}>{text}</PageLink>
          </li>
        ))}
      </ul>
      {facts.unseen && (
        <EuiCallOut size="s" color="warning" title={facts.unseen.title}>
          {facts.unseen.text}
        </EuiCallOut>
      )}
    </div>
  );
}

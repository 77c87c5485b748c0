import type { SimilarIncident } from '@lapwing/contract';
import { formatAgo } from '@lapwing/visuals';
import React from 'react';
import { SeverityMark } from '../../drawing/SeverityMark.tsx';
import type { Problem } from '../../service/problem.ts';
import { PageLink } from '../parts/PageLink.tsx';
import { incidentPath } from '../routes.ts';

interface Props {
  similar: { value: SimilarIncident[]; problem: Problem | undefined };
  now: number;
}

/** Earlier incidents that looked alike, most alike first. */
export function SimilarIncidents({ similar, now }: Props): React.JSX.Element {
  if (similar.problem) return <p className="lpw-quiet">They could not be read: {similar.problem.title}.</p>;
  if (similar.value.length === 0) {
    return <p className="lpw-quiet">None is known: nothing like it happened before.</p>;
  }
  return (
    <ul className="lpw-plain" data-test-subj="lapwingSimilar">
      {similar.value.map(({ incident, similarity }) => (
        <li key={incident.id}>
          <SeverityMark severity={incident.severity} />{' '}
          <PageLink to={incidentPath(incident.id)}>{incident.title}</PageLink>{' '}
          <span className="lpw-quiet">
            {Math.round(similarity * 100)} % alike, {formatAgo(Date.parse(incident.started_at), now)}
          </span>
        </li>
      ))}
    </ul>
  );
}

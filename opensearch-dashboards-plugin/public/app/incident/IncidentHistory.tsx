import type { IncidentEvent } from '@lapwing/contract';
import React from 'react';
import { useLook } from '../../look/LookProvider.tsx';

/** What became of an incident and who did it, newest last. */
export function IncidentHistory({ history }: { history: readonly IncidentEvent[] }): React.JSX.Element {
  const look = useLook();
  return (
    <ol className="lpw-plain lpw-history" data-test-subj="lapwingHistory">
      {history.map(({ at, what, detail, by }, place) => (
        <li key={place}>
          <time dateTime={at} className="lpw-quiet">
            {look.moment(Date.parse(at))}
          </time>
          <span>
            <strong>{what}</strong>
            {by !== null && ` by ${by}`}
            {detail !== '' && <span className="lpw-quiet"> {detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

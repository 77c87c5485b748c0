import { type IncidentEvent, wordShown } from '@lapwing/contract';
import React from 'react';
import { useLook } from '../../look/LookProvider.tsx';

/** What became of an incident and who did it, newest last. */
export function IncidentHistory({ history }: { history: readonly IncidentEvent[] }): React.JSX.Element {
  const look = useLook();
  return (
    <ol className="lpw-plain lpw-history" data-test-subj="lapwingHistory">
      {history.map((event, place) => (
        <li key={place}>
          <time dateTime={event.at} className="lpw-quiet">
            {look.moment(Date.parse(event.at))}
          </time>
          <span>
            <strong>{wordShown(event, 'what')}</strong>
            {event.by !== null && ` by ${event.by}`}
            {event.detail !== '' && <span className="lpw-quiet"> {event.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

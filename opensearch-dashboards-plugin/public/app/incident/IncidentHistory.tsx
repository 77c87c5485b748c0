import { type Incident, wordShown } from '@lapwing/contract';
import { episodesText } from '@lapwing/visuals';
import React from 'react';
import { useLook } from '../../look/LookProvider.tsx';

/** When an incident began again, if it did; then what became of it and who did it, newest last. */
export function IncidentHistory({
  incident,
}: {
  incident: Pick<Incident, 'history' | 'episodes'>;
}): React.JSX.Element {
  const look = useLook();
  const { history } = incident;
  const episodes = episodesText(incident, (time) => look.moment(time));
  return (
    <>
      {episodes.length > 0 && (
        <>
          <p className="lpw-quiet">It began {episodes.length} times, with quiet between:</p>
          <ol className="lpw-episodes" data-test-subj="lapwingEpisodes">
            {episodes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </>
      )}
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
    </>
  );
}
